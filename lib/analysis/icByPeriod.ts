import type { Label } from "../labels/index.ts";
import type { Series, UtcMillis } from "../market/units.ts";
import type { RowRange } from "../validation/split.ts";
import { informationCoefficient } from "./informationCoefficient.ts";
import { meanTest, type MeanTest } from "./meanTest.ts";
import { rankInformationCoefficient } from "./rankInformationCoefficient.ts";

export type Period = "year" | "quarter" | "month";

export type PeriodIC = { readonly period: string; readonly rows: RowRange; readonly value: number };

/**
 * Coefficient of each calendar period (UTC), and their mean, IR and t over periods. Is it always there, or was it one year?
 * The last `horizon` rows of a period are left out, so that no two periods share a bar and their coefficients are nearly independent. A period below 30 rows has none.
 */
export function icByPeriod(column: Float64Array, label: Label, { by = "rankIC", closeTime, period = "year", rows = { from: 0, to: column.length } }: {
  readonly closeTime: Series<UtcMillis>;
  readonly by?: "ic" | "rankIC";
  readonly period?: Period;
  readonly rows?: RowRange;
}): MeanTest & { readonly periods: readonly PeriodIC[] } {
  const measure = by === "ic" ? informationCoefficient : rankInformationCoefficient;
  const periods: PeriodIC[] = [];
  for (let from = rows.from, to = from; from < rows.to; from = to) {
    const name = periodOf(closeTime[from]!, period);
    for (to = from; to < rows.to && periodOf(closeTime[to]!, period) === name; ) to++;
    const own = { from, to: to - label.horizon };
    periods.push({ period: name, rows: own, value: own.to > from ? measure(column, label, { rows: own }).value : Number.NaN });
  }
  return { ...meanTest(periods.map(({ value }) => value)), periods };
}

function periodOf(time: UtcMillis, period: Period): string {
  const [year = "", month = ""] = new Date(time).toISOString().split("-");
  if (period === "year") return year;
  return period === "month" ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}
