import { specText, type ModelSpec } from "../../lib/catalogue/index.ts";
import { fitFold, fittedWeights, foretoldOf, type Dataset, type EvaluationFinding, type FittedFold, type FittedWeights, type FoldOptions, type FoldPlan, type OutOfFold } from "../../lib/evaluation/index.ts";
import { countLine } from "../progress.ts";

/** A fit of one fold, wherever it was made. */
export type Fit = Pick<FittedFold, "fitted" | "outOfFold" | "scaler" | "seconds">;
export type FitOne = (asked: Omit<FoldOptions, "onProgress"> & { readonly spec: ModelSpec; readonly onProgress?: (progress: { readonly epoch: number; readonly epochs: number }) => void }) => Promise<Fit>;

/** A model fitted on the first rows, and what it and the simplest model foretold of the last. */
export type FitBeside = { readonly fit: Fit; readonly beside: Readonly<Record<string, OutOfFold>>; /** What each of them learnt. */ readonly weights: Readonly<Record<string, FittedWeights>>; readonly findings: readonly EvaluationFinding[] };

/** Fits a model on one fold, and beside it the linear model, or the logistic one of classes. Dispose of `fit.fitted`. */
export async function fitBeside(dataset: Dataset, plan: FoldPlan, spec: ModelSpec, { fit: fitOne = fitFold, seed, signal }: { readonly seed: number; readonly signal: AbortSignal; /** Default: in this process. */ readonly fit?: FitOne }): Promise<FitBeside> {
  const simplest = simplestOf(dataset);
  const line = countLine(`epochs of ${spec.model}`);
  const own = async (one: ModelSpec) => fitOne({ dataset, plan, fold: 0, spec: one, seed, signal, onProgress: ({ epoch, epochs }) => line.show(epoch, epochs) }).finally(line.end);
  const simple = spec.model === simplest ? undefined : await own({ model: simplest });
  const simpleWeights = simple && fittedWeights(await simple.fitted.saved());
  simple?.fitted.dispose();
  const fit = await own(spec);
  return {
    fit,
    beside: { [specText({ model: spec.model })]: fit.outOfFold, ...(simple ? { [simplest]: simple.outOfFold } : {}) },
    weights: { [spec.model]: fittedWeights(await fit.fitted.saved()), ...(simpleWeights && { [simplest]: simpleWeights }) },
    findings: fit.outOfFold.folds.flatMap(({ findings }) => findings),
  };
}

/** The simplest model that learns: linear for numbers, logistic for classes. */
export function simplestOf(dataset: Pick<Dataset, "label">): "linear" | "logistic" {
  return foretoldOf(dataset).task === "classification" ? "logistic" : "linear";
}
