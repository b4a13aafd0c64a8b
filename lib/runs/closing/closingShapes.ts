import { z } from "zod";
import { RunError } from "../error.ts";
import type { Results } from "../record/results.ts";

/** A measured number, or why there is none. A bare null stands for "not recorded". */
const measured = z
  .union([z.number(), z.null(), z.object({ value: z.number().nullish(), reason: z.string().optional() })])
  .transform((given): Measured => {
    if (typeof given === "number") return { value: given };
    const value = given?.value ?? null;
    return value === null ? { value, reason: given?.reason ?? "not recorded" } : { value };
  });

export type Measured = { readonly value: number } | { readonly value: null; readonly reason: string };

const forecast = z.object({
  model: z.string(),
  /** Unit of rmse and mae: "log return", "USD". */
  unit: z.string(),
  rmse: measured,
  mae: measured,
  /** Share of directions met, 0..1. */
  directionalAccuracy: measured,
  /** 1 − error / error of persistence. */
  skill: measured,
  /** Gain in squared error over persistence, in standard errors; above 2 it is beyond chance. Where it was not recorded, skill is taken at its word. */
  dieboldMariano: measured.optional(),
  /** The lag at which the forecast fits the truth best, in bars; repeatsYesterday when that is the last known value. */
  lag: z.union([z.object({ lag: z.number(), repeatsYesterday: z.boolean() }), z.null(), z.object({ reason: z.string() })]).optional(),
});

const strategy = z.object({
  name: z.string(),
  /** Growth a year as a share: 0.08 is 8 %. */
  cagr: measured,
  sharpe: measured,
  /** Largest fall from a peak as a share of the peak; either sign is read. */
  maxDrawdown: measured,
  trades: measured,
  winRate: measured.optional(),
  profitFactor: measured.optional(),
});

export type Forecast = z.infer<typeof forecast>;
export type Strategy = z.infer<typeof strategy>;

/** What every model is judged by: tomorrow is as today, and a straight line through the past. */
export const isPersistence = (row: Forecast): boolean => /persist|naive/i.test(row.model);
export const isLinear = (row: Forecast): boolean => /linear|ridge/i.test(row.model);

export const isBuyAndHold = (row: Strategy): boolean => /buy.?and.?hold/i.test(row.name);

export type Recorded<Row> = { readonly notebook: string; readonly rows: readonly Row[] };

/** The forecasts that notebooks recorded under the name `forecasts`. */
export function recordedForecasts(results: Results): readonly Recorded<Forecast>[] {
  return recorded(results, "forecasts", z.array(forecast));
}

/** The strategies that notebooks recorded under the name `strategy`. */
export function recordedStrategies(results: Results): readonly Recorded<Strategy>[] {
  return recorded(results, "strategy", z.array(strategy));
}

function recorded<Row>(results: Results, name: string, shape: z.ZodType<Row[]>): readonly Recorded<Row>[] {
  return Object.entries(results).flatMap(([notebook, values]) => {
    if (!(name in values)) return [];
    const parsed = shape.safeParse(values[name]);
    if (parsed.success) return [{ notebook, rows: parsed.data }];
    const issue = parsed.error.issues[0];
    throw new RunError(`result "${name}" of ${notebook} does not fit the closing table: ${issue?.path.join(".") || name}: ${issue?.message}. Its shape is in lib/runs/closing/closingShapes.ts`);
  });
}
