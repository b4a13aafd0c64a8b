import type { ModelFamily } from "../../catalogue/index.ts";
import type { ModelSpec } from "../../catalogue/modelSpec.ts";
import type { Task } from "../../models/index.ts";
import type { Interval, Measure, NotAvailable } from "../../statistics/index.ts";

/** A number over the seeds of a model; no deviation where there is one seed. */
export type Spread = { readonly mean: number; readonly deviation: number | null; readonly count: number };

/** Whether a difference is above 0, and whether it still is where all models that were tried count. */
export type Tested = {
  readonly value: Measure;
  readonly interval: Interval | NotAvailable;
  /** One-sided; null where there is no value. */
  readonly p: number | null;
  /** The same, adjusted for all models that were tried. Holm 1979. */
  readonly adjusted: number | null;
};

/** A model over its seeds, on the rows that all models foretold. */
export type ComparedModel = {
  readonly spec: ModelSpec;
  readonly family: ModelFamily;
  readonly isRandom: boolean;
  readonly seeds: readonly number[];
  /** RMSE, MAE, directionalAccuracy, informationCoefficient, rankIC of numbers; accuracy, rocAuc, brier, logLoss of classes. */
  readonly metrics: Readonly<Record<string, Spread | NotAvailable>>;
  /** Mean over the seeds of the skill against the reference, its interval, and its spread. */
  readonly skill: Tested & { readonly spread: Spread | NotAvailable };
  /** Gain in loss over the reference, in standard errors of Newey and West, of the mean over the seeds. */
  readonly dieboldMariano: Measure;
  /** In how many seeds the lag test says that the forecast repeats yesterday; undefined for classes. */
  readonly repeatsYesterday?: number;
  /** Of fitting and foretelling one fold. */
  readonly seconds: Spread | NotAvailable;
  /** Long where it foretells more than the costs, else out of the market; after costs. */
  readonly traded: {
    readonly sharpe: Spread | NotAvailable;
    readonly cagr: Spread | NotAvailable;
    readonly trades: Spread | NotAvailable;
    /** Sharpe ratio less that of buy-and-hold, over the seeds that trade. */
    readonly beyondHold: Tested;
  };
};

/** Models of one task side by side, the most skilled first. It survives JSON. */
export type ModelComparison = {
  readonly task: Task;
  /** What skill is against: "persistence", or the commonest class. */
  readonly reference: string;
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly models: readonly ComparedModel[];
  readonly buyAndHold: { readonly sharpe: Measure; readonly cagr: Measure };
  /** What buying and selling again costs, as a share of the value. */
  readonly roundTripCost: number;
};
