import type { Forecaster } from "../../models/index.ts";
import { informationCoefficient, isAvailable, skill } from "../../statistics/index.ts";
import { walkForward } from "../../validation/index.ts";
import { EvaluationError } from "../error.ts";
import { fitForecasterOnFold } from "../folds/fitFold.ts";
import { plantedMarket, type PlantedKind } from "./plantedMarket.ts";

/** What a model made of a planted market. */
export type PlantedVerdict = {
  readonly kind: PlantedKind;
  /** Correlation of forecast and outcome on the rows it has not seen, and in standard errors of no correlation, r·√N. */
  readonly informationCoefficient: number;
  readonly z: number;
  /** Whether it found something: z above 3.09. */
  readonly found: boolean;
  /** Share of what the best forecast reaches on the same rows; undefined where there is nothing to find. */
  readonly share?: number;
  /** RMSE saved over "no change", of regressions, and what the best forecast saves on the same rows. */
  readonly skill?: number;
  readonly bestSkill?: number;
};

/** z that noise exceeds once in a thousand times. */
export const FOUND_FROM = 3.09;

export type PlantedOptions = {
  readonly kind: PlantedKind;
  readonly seed?: number;
  readonly strength?: number;
  /** Rows of the market; the last 600 are foretold. Default 2400. */
  readonly bars?: number;
  /** Steps of a window. Default 4. */
  readonly lookback?: number;
  readonly signal?: AbortSignal;
};

const TESTED = 600;

/**
 * Fits a model on a planted market and judges it on the last 600 rows.
 * False alarms: of a market without edge 1 in 1000 is "found". Power at the default strength 0.4: a model that reaches half of the best forecast's
 * correlation (0.2, z = 4.9 ± 1) finds it 96 times in 100, one that reaches three quarters (z = 7.3) always.
 */
export async function plantedTruth(forecaster: Forecaster, { bars = 2400, kind, lookback = 4, seed = 1, signal, strength = 0.4 }: PlantedOptions): Promise<PlantedVerdict> {
  const market = plantedMarket({ kind, seed, strength, bars, task: forecaster.task });
  const { dataset, optimal } = market;
  if (bars < 2 * TESTED) throw new EvaluationError(`plantedTruth: ${bars} bars are too few, at least ${2 * TESTED} are wanted: ${TESTED} to learn from and ${TESTED} to foretell`);
  const folds = walkForward({ from: 0, to: bars - 1 }, { train: bars - 1 - TESTED, test: TESTED, label: dataset.label });
  const { fitted, outOfFold } = await fitForecasterOnFold({ dataset, plan: { folds, lookback, scaler: "standard", validationShare: 0.2 }, fold: 0, forecaster, seed, signal });
  fitted.dispose();
  const { actual, forecast, previous, rows } = outOfFold;
  const best = Float64Array.from(rows, (row) => optimal[row]!);
  const [own, most] = [correlationOf(actual, forecast), correlationOf(actual, best)];
  const z = own * Math.sqrt(rows.length);
  const [saved, couldSave] = [skill(actual, forecast, previous), skill(actual, best, previous)];
  return {
    kind, informationCoefficient: own, z, found: z > FOUND_FROM,
    ...(kind === "none" ? {} : { share: own / most }),
    ...(forecaster.task === "regression" && isAvailable(saved) && isAvailable(couldSave) ? { skill: saved, bestSkill: couldSave } : {}),
  };
}

/** 0 where a forecast is the same in every row: it says nothing. */
function correlationOf(actual: Float64Array, forecast: Float64Array): number {
  const measure = informationCoefficient(actual, forecast);
  return isAvailable(measure) ? measure : 0;
}
