import type { Judgement } from "../evaluation/index.ts";
import { isAvailable } from "../statistics/index.ts";
import type { Measured, VersionCard } from "./versionCard.ts";

type Metric = Judgement["metrics"][string];

/** The card of a version from the judgement of its out-of-fold forecasts. */
export function cardOf({ calibration, lag, linear, metrics, persistence }: Judgement): VersionCard {
  return {
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, measured(metric)])),
    skill: { persistence: measured(persistence.skill), linear: measured(linear.skill) },
    ...(lag ? { lagTest: lag } : {}),
    ...(calibration ? { calibration } : {}),
  };
}

function measured({ interval, value }: Metric): Measured {
  if (!isAvailable(value)) return { value: null, reason: value.reason };
  return "low" in interval ? { value, low: interval.low, high: interval.high } : { value };
}
