import type { MonthlyRow } from "../../statistics/index.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

const COLUMNS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "year"];

/** Returns by month in percent, years down, the whole year at the right. The colours' range is that of the months, so that years may lie beyond it. in: `monthlyTable` */
export function monthlyFigure(rows: readonly MonthlyRow[], options: HeatMapOptions = {}): Figure {
  if (rows.length === 0) throw new ShowError("monthlyFigure: there is no year; give the rows of monthlyTable");
  const percent = (share: number | null) => (share === null ? Number.NaN : 100 * share);
  const most = Math.max(1e-9, ...rows.flatMap(({ months }) => months.map((month) => Math.abs(month ?? 0)))) * 100;
  const values = rows.map(({ months, whole }) => [...months, whole].map(percent));
  return heatMapFigure(rows.map(({ year }) => String(year)), COLUMNS, values, { title: "Returns by month, %", range: [-most, most], isLabelled: true, ...options });
}
