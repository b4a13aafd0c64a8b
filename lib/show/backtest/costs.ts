import { formatMeasure, type CostRow } from "../../statistics/index.ts";
import { barFigure } from "../barChart.ts";
import type { Figure } from "../figure.ts";
import { formatPercent } from "../formats.ts";
import type { FigureOptions } from "../theme.ts";

/** What trading cost, kind by kind, the total last; the note says how much of the profit before costs it took. in: `costBreakdown` */
export function costFigure(rows: readonly CostRow[], options: FigureOptions = {}): Figure {
  const total = rows.at(-1);
  const note = total === undefined ? "" : `of the profit before costs: ${formatMeasure(total.ofProfit, (share) => formatPercent(share, 1))}`;
  return barFigure(rows.map(({ cost }) => cost), rows.map(({ amount }) => amount), { isHorizontal: true, title: "What trading cost", xTitle: "money", note, height: 170 + rows.length * 26, ...options });
}
