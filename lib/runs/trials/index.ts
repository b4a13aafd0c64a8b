export { countedReport, judgedBacktest, type JudgedBacktest, type JudgeOptions, type TriedBacktest } from "./judgedBacktest.ts";
export { countTrial, countTrials, trialsOf, type LedgerOptions } from "./ledger.ts";
export { keepLedger, trialsFolder } from "./keepLedger.ts";
export type { Trial } from "./trial.ts";
export { trialDataOf, type TrialData } from "./trialData.ts";
export { trialOf } from "./trialOf.ts";
