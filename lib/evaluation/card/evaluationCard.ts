import { CatalogueError, settingsOf } from "../../catalogue/index.ts";
import type { ModelSpec } from "../../catalogue/modelSpec.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { RowRange } from "../../validation/index.ts";
import { versions } from "../../training/versions.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { EvaluationFinding } from "../folds/evaluationFinding.ts";
import type { FoldPlan } from "../folds/foldPlan.ts";
import type { LabelForm, OutOfFold } from "../folds/outOfFold.ts";
import type { Judgement } from "../judge/judgement.ts";

/** One fold on a card: when it learnt, and when it was asked. */
export type CardFold = {
  readonly fold: number;
  /** First and last close of each stretch. */
  readonly train: readonly (readonly [string, string])[];
  readonly validation: readonly (readonly [string, string])[];
  readonly test: readonly (readonly [string, string])[];
  readonly windows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly columns: number;
};

/** What there is to know of a model before it is believed. Plain JSON, without the time that the fits took: the same data, model and seed give the same bytes. */
export type EvaluationCard = {
  readonly format: 1;
  /** With all settings, defaults included. */
  readonly model: ModelSpec;
  readonly seed: number;
  readonly data: {
    readonly symbol: string;
    readonly interval: string;
    readonly from: string;
    readonly to: string;
    readonly rows: number;
    /** SHA-256 of closes, columns and labels. */
    readonly digest: string;
    readonly columns: readonly string[];
    readonly label: LabelForm;
  };
  readonly plan: Pick<FoldPlan, "lookback" | "scaler" | "validationShare" | "selection">;
  readonly folds: readonly CardFold[];
  readonly judgement: Judgement;
  readonly findings: readonly EvaluationFinding[];
  readonly versions: Readonly<Record<string, string>>;
};

/** The card of a model from what it foretold and what that is worth. A judgement of another model, or forecasts of another dataset, are refused. */
export async function modelCard({ dataset, judgement, outOfFold, plan }: { readonly dataset: Dataset; readonly plan: FoldPlan; readonly outOfFold: OutOfFold; readonly judgement: Judgement }): Promise<EvaluationCard> {
  const { failed = [], folds, label, seed, spec } = outOfFold;
  if (outOfFold.dataset !== dataset.digest) throw new EvaluationError(`modelCard: the forecasts are of the dataset ${outOfFold.dataset.slice(0, 12)}, not of ${dataset.digest.slice(0, 12)}; pass the dataset they were made on`);
  if (JSON.stringify([judgement.spec, judgement.seed]) !== JSON.stringify([spec, seed])) throw new EvaluationError(`modelCard: the judgement is of ${judgement.spec.model}, seed ${judgement.seed}, the forecasts are of ${spec.model}, seed ${seed}; judge these forecasts`);
  const { closeTime, columns, interval, symbol } = dataset;
  const dates = (ranges: readonly RowRange[]) => ranges.map(({ from, to }) => [formatBarTime(closeTime[from]!), formatBarTime(closeTime[to - 1]!)] as const);
  const { lookback, scaler, selection, validationShare } = plan;
  return {
    format: 1,
    model: { model: spec.model, settings: wholeSettings(spec) },
    seed,
    data: { symbol, interval, from: formatBarTime(closeTime[0]!), to: formatBarTime(closeTime.at(-1)!), rows: closeTime.length, digest: dataset.digest, columns: columns.names, label },
    plan: { lookback, scaler, validationShare, ...(selection ? { selection } : {}) },
    folds: folds.map((record) => ({ fold: record.fold, train: dates(record.train), validation: dates(record.validation), test: dates(record.test), windows: record.windows, columns: record.columns.length })),
    judgement,
    findings: [...folds.flatMap(({ findings }) => findings), ...failed],
    versions: await versions(),
  };
}

/** Settings with their defaults; as given, where the model is in no catalogue. */
function wholeSettings(spec: ModelSpec): Readonly<Record<string, unknown>> {
  try {
    return settingsOf(spec);
  } catch (error) {
    if (error instanceof CatalogueError) return spec.settings ?? {};
    throw error;
  }
}
