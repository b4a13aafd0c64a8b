export { closingSections, readClosing, writeClosing, type ClosingSection } from "./closing/closing.ts";
export { alignedTable } from "./alignedTable.ts";
export { closingText } from "./closing/closingText.ts";
export { digestFile, digestValue, sha256 } from "./record/digest.ts";
export { RunError } from "./error.ts";
export { currentRunFolder, projectFolder, projectPath, runsFolder } from "./folders.ts";
export { describeMachine, type Machine } from "./record/machine.ts";
export { cellName, hasTag, notebookName, readNotebook, type Notebook, type NotebookCell } from "./notebooks/notebook.ts";
export { digestOutputs } from "./notebooks/outputs.ts";
export { notebookParameters, parameterValue, type NotebookParameter, type ParameterValue } from "./notebooks/parameters.ts";
export { endRun, readRecord, startRun, writeRecord, type NotebookRecord, type RunRecord } from "./record/record.ts";
export { readResults, recordResult, type Results } from "./record/results.ts";
export { recordStage } from "./replay/recordStage.ts";
export { STAGES, type Stage } from "./replay/stageFile.ts";
export { timeInTurns, type Timing, type TurnOptions } from "./timeInTurns.ts";
export {
  countedReport, countTrial, countTrials, judgedBacktest, trialDataOf, trialOf, trialsOf, type JudgedBacktest, type JudgeOptions, type LedgerOptions, type Trial, type TrialData, type TriedBacktest,
} from "./trials/index.ts";
