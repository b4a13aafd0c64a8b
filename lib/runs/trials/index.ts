export { countedReport, judgedBacktest, type JudgedBacktest, type JudgeOptions, type TriedBacktest } from "./judgedBacktest.ts";
export { countTrial, countTrials, trialsFolder, trialsOf, type LedgerOptions } from "./ledger.ts";
export { keepLedger } from "./ledgerFiles.ts";
export type { Trial } from "./trial.ts";
export { trialDataOf, type TrialData } from "./trialData.ts";
export { trialOf } from "./trialOf.ts";
