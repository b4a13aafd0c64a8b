import type { FittedSelection } from "../../analysis/index.ts";
import { forecasterOf } from "../../catalogue/index.ts";
import { specText, type ModelSpec } from "../../catalogue/modelSpec.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { FitOptions, FitProgress, FittedForecaster, Forecaster, Task } from "../../models/index.ts";
import { randomKey, split, type RandomKey } from "../../random/index.ts";
import type { FittedScaler } from "../../scaling/index.ts";
import type { Windows } from "../../windows/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { FoldPlan } from "./foldPlan.ts";
import type { OutOfFold } from "./outOfFold.ts";
import { importanceSelection } from "./importanceSelection.ts";
import { furthestHorizon, partitionOf } from "./partition.ts";
import { longestOf, prepareFold, type PreparedFold } from "./prepareFold.ts";

export type FoldOptions = {
  readonly dataset: Dataset;
  readonly plan: FoldPlan;
  /** Number of the fold in the plan, from 0. */
  readonly fold: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FitProgress) => void) | undefined;
  readonly onStep?: FitOptions["onStep"] | undefined;
  /** Where the fit keeps its state, and takes it up again after a kill. Default: nowhere. */
  readonly checkpoint?: FitOptions["checkpoint"] | undefined;
};

/** A model of one fold, with what it foretold of rows it has not seen. Dispose of `fitted`. */
export type FittedFold = {
  readonly outOfFold: OutOfFold;
  readonly fitted: FittedForecaster;
  readonly scaler: FittedScaler;
  /** The fold's windows; `test` are those that were foretold. */
  readonly windows: PreparedFold["windows"];
  /** Of preparing, fitting and foretelling. */
  readonly seconds: number;
};

/** Whether a dataset's label asks for numbers, and whether these are prices, or for classes, and for how many. */
export function foretoldOf({ label }: Pick<Dataset, "label">): { readonly task: Task; readonly classes?: number; readonly isPrice?: boolean } {
  return label.kind === "class" ? { task: "classification", ...(label.classes ? { classes: label.classes.length } : {}) } : { task: "regression", ...(label.kind === "level" ? { isPrice: true } : {}) };
}

/** Fits a model of the catalogue on one fold and foretells its test. The same dataset, plan, spec and seed give the same bits. */
export async function fitFold({ spec, ...options }: FoldOptions & { readonly spec: ModelSpec }): Promise<FittedFold> {
  return fitForecasterOnFold({ ...options, spec, forecaster: forecasterOf(spec, foretoldOf(options.dataset)) });
}

/** The same with a forecaster that is in no catalogue; `spec` names it in the result. */
export async function fitForecasterOnFold({ checkpoint, dataset, fold, forecaster, onProgress, onStep, plan, seed, signal, spec = { model: forecaster.name } }: FoldOptions & { readonly forecaster: Forecaster; readonly spec?: ModelSpec }): Promise<FittedFold> {
  signal?.throwIfAborted();
  const begun = performance.now();
  const key = split(randomKey(seed), `fold ${fold}`);
  const selected = await selectedByModel(dataset, plan, fold, key, signal);
  const prepared = prepareFold(dataset, plan, fold, key, selected);
  const { columns, findings, scaler, test, train, validation, windows } = prepared;
  const where = `fold ${fold + 1} of ${plan.folds.length}, ${specText(spec)}, seed ${seed}`;
  const fitted = await forecaster.fit(windows.train, windows.validation, { key: split(key, "fit"), ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}), ...(onStep ? { onStep } : {}), ...(checkpoint ? { checkpoint, resume: true } : {}) }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new EvaluationError(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  const forecasts = forecastsOf(fitted, windows.test, dataset, where);
  const seconds = (performance.now() - begun) / 1000;
  const { closeTime, label } = dataset;
  const { rows } = windows.test;
  const { values: _, ...form } = label;
  const outOfFold: OutOfFold = {
    spec, seed, task: forecaster.task, dataset: dataset.digest, label: form, rows,
    fold: new Int32Array(rows.length).fill(fold),
    closeTime: Float64Array.from(rows, (row) => closeTime[row]!),
    ...forecasts,
    actual: Float64Array.from(rows, (row) => label.values[row]!),
    previous: Float64Array.from(rows, (row) => lastKnown(dataset, row)),
    folds: [{ fold, train, validation, test, windows: { train: windows.train.count, validation: windows.validation.count, test: windows.test.count }, columns, scaler: scaler.toJSON(), seconds, findings }],
  };
  return { outOfFold, fitted, scaler, windows, seconds };
}

/** What persistence says in a row: its close where the label is a price, no change where it is one, and the class that was known last. */
function lastKnown({ close, label }: Dataset, row: number): number {
  if (label.kind === "level") return close[row]!;
  if (label.kind !== "class") return 0;
  let known = row - label.horizon;
  while (known >= 0 && Number.isNaN(label.values[known]!)) known--;
  return known < 0 ? 0 : label.values[known]!;
}

/** Where the plan chooses columns by a model, what it chose on the rows that are learnt from. */
async function selectedByModel(dataset: Dataset, { folds, scaler, selection, validationShare }: FoldPlan, fold: number, key: RandomKey, signal: AbortSignal | undefined): Promise<FittedSelection | undefined> {
  const planned = folds[fold];
  if (selection?.method !== "importance" || planned === undefined) return undefined;
  const rows = longestOf(partitionOf(planned, furthestHorizon(dataset), validationShare, `fold ${fold + 1} of ${folds.length}`).train);
  const forecaster = forecasterOf(selection.spec, foretoldOf(dataset));
  return importanceSelection(dataset, rows, { forecaster, count: selection.count, lookback: selection.lookback ?? 1, scaler, key: split(key, "selection"), signal });
}

/** Forecasts of the test, all of them finite; a model that fails at it is disposed of. */
function forecastsOf(fitted: FittedForecaster, test: Windows, { closeTime }: Dataset, where: string): Pick<OutOfFold, "forecast" | "quantiles" | "probabilities"> {
  try {
    const forecast = fitted.predict(test);
    const [quantiles, probabilities] = [fitted.quantiles?.(test), fitted.probabilities?.(test)];
    for (const [what, values, width] of [["forecast", forecast, 1], ["quantiles", quantiles?.values ?? [], quantiles?.levels.length ?? 1], ["probabilities", probabilities?.values ?? [], probabilities?.classes ?? 1]] as const) {
      const at = values.findIndex((value) => !Number.isFinite(value));
      if (at < 0) continue;
      const row = test.rows[Math.floor(at / width)]!;
      throw new EvaluationError(`${where}: the ${what} of row ${row} (${formatBarTime(closeTime[row]!)}) is ${values[at]}; train with a smaller learning rate or bounded gradients, or look at the columns of that row`);
    }
    return { forecast, ...(quantiles ? { quantiles } : {}), ...(probabilities ? { probabilities } : {}) };
  } catch (error) {
    fitted.dispose();
    throw error;
  }
}
