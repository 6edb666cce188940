export { dispatch } from "./dispatch.ts";
export * as Notifications from "./index.ts";
