export { WindowError } from "./error.ts";
export { slidingWindows, type Target, type Windows } from "./slidingWindows.ts";
