export { compareStages, comparableIn, type ReplayDifference } from "./compareStages.ts";
export { changedStages, conditionFindings, otherCode, type ConditionFinding } from "./conditions.ts";
export { findRun } from "./findRun.ts";
export { planReplay, type ReplayPlan } from "./planReplay.ts";
export { recordStage } from "./recordStage.ts";
export { differenceLines, replayReport, replayText, type ReplayReport } from "./replayReport.ts";
export { stageDigests, STAGES, type Stage } from "./stageFile.ts";
