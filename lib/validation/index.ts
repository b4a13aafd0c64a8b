export { detectLookAhead, type ColumnMaker, type LookAheadOptions } from "./detectLookAhead.ts";
export { ValidationError } from "./error.ts";
export { formatLookAhead, type LookAheadFinding } from "./lookAheadFinding.ts";
export { perturbFuture } from "./perturbFuture.ts";
export { chronologicalSplit, type RowRange, type Split } from "./split.ts";
export { walkForward, type Fold } from "./walkForward.ts";
