import { quantile } from "../../market/quantile.ts";
import { holm, isAvailable, type Measure, type NotAvailable } from "../../statistics/index.ts";
import type { ComparedModel, Tested } from "./comparison.ts";

const CONFIDENCE = 0.95;

/** A difference with the middle 95 % of its resamples. */
export function testedOf(value: Measure, values: Float64Array | NotAvailable, p: number | null): Tested {
  const interval = values instanceof Float64Array ? { low: quantile(values, (1 - CONFIDENCE) / 2), high: quantile(values, (1 + CONFIDENCE) / 2), confidence: CONFIDENCE } : values;
  return { value, interval, p: isAvailable(value) ? p : null, adjusted: null };
}

/** The models with p-values that count all models that were tested. */
export function adjusted(models: readonly ComparedModel[]): readonly ComparedModel[] {
  const skill = adjustedOf(models.map((model) => model.skill.p));
  const beyondHold = adjustedOf(models.map((model) => model.traded.beyondHold.p));
  return models.map((model, k) => ({
    ...model,
    skill: { ...model.skill, adjusted: skill[k]! },
    traded: { ...model.traded, beyondHold: { ...model.traded.beyondHold, adjusted: beyondHold[k]! } },
  }));
}

function adjustedOf(p: readonly (number | null)[]): readonly (number | null)[] {
  const known = holm(p.filter((value) => value !== null)).values();
  return p.map((value) => (value === null ? null : (known.next().value ?? null)));
}
