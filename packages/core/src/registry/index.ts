export { getFunction as get, listFunctions as list } from "./get.ts";
export * as Registry from "./index.ts";
export { registerFunction as register } from "./register.ts";
export { FunctionInput, RegisteredFunction } from "./schema.ts";
export { FunctionView, view } from "./view.ts";
