export { compareRuns, type RunComparison } from "./compareRuns.ts";
export { comparisonText } from "./comparisonText.ts";
export { listRuns, type ListedRun, type RunFilter } from "./listRuns.ts";
export { planRemoval, removeRuns, type Removal, type RemovalRequest } from "./removeRuns.ts";
export { runsTable } from "./runsTable.ts";
export { runFiles, runText } from "./runText.ts";
export { bytesText } from "./words.ts";
