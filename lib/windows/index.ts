export { WindowError } from "./error.ts";
export { seenTargets } from "./seenTargets.ts";
export { selectWindows } from "./selectWindows.ts";
export { slidingWindows, type Target, type WindowOptions, type Windows } from "./slidingWindows.ts";
