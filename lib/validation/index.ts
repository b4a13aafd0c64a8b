export { ValidationError } from "./error.ts";
export { chronologicalSplit, type RowRange, type Split } from "./split.ts";
