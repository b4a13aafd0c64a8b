import { specText, type ModelSpec } from "../../lib/catalogue/index.ts";
import { fitFold, foretoldOf, type Dataset, type EvaluationFinding, type FittedFold, type FoldPlan, type OutOfFold } from "../../lib/evaluation/index.ts";
import { countLine } from "../progress.ts";

/** A model fitted on the first rows, and what it and the simplest model foretold of the last. */
export type FitBeside = { readonly fit: FittedFold; readonly beside: Readonly<Record<string, OutOfFold>>; readonly findings: readonly EvaluationFinding[] };

/** Fits a model on one fold, and beside it the linear model, or the logistic one of classes. Dispose of `fit.fitted`. */
export async function fitBeside(dataset: Dataset, plan: FoldPlan, spec: ModelSpec, { seed, signal }: { readonly seed: number; readonly signal: AbortSignal }): Promise<FitBeside> {
  const simplest = simplestOf(dataset);
  const line = countLine(`epochs of ${spec.model}`);
  const own = async (one: ModelSpec) => fitFold({ dataset, plan, fold: 0, spec: one, seed, signal, onProgress: ({ epoch, epochs }) => line.show(epoch, epochs) }).finally(line.end);
  const simple = spec.model === simplest ? undefined : await own({ model: simplest });
  simple?.fitted.dispose();
  const fit = await own(spec);
  return {
    fit,
    beside: { [specText({ model: spec.model })]: fit.outOfFold, ...(simple ? { [simplest]: simple.outOfFold } : {}) },
    findings: fit.outOfFold.folds.flatMap(({ findings }) => findings),
  };
}

/** The simplest model that learns: linear for numbers, logistic for classes. */
export function simplestOf(dataset: Pick<Dataset, "label">): "linear" | "logistic" {
  return foretoldOf(dataset).task === "classification" ? "logistic" : "linear";
}
