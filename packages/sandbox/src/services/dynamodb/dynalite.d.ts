declare module "dynalite" {
  import type { EventEmitter } from "node:events";

  function dynalite(options: {
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): EventEmitter;
  export = dynalite;
}
