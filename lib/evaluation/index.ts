export { datasetOf, type Dataset } from "./dataset/dataset.ts";
export { EvaluationError } from "./error.ts";
export { formatEvaluationFinding, type EvaluationFinding } from "./folds/evaluationFinding.ts";
export type { FoldPlan } from "./folds/foldPlan.ts";
export type { FoldRecord, LabelForm, OutOfFold } from "./folds/outOfFold.ts";
export type { Selection } from "./folds/selection.ts";
