import { barFigure } from "../barChart.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import type { FigureOptions } from "../theme.ts";

/** Share of each asset in the portfolio's risk beside its weight, the largest risk on top. in: weights, and `riskContributions` of them */
export function riskContributionFigure(weights: Readonly<Record<string, number>>, contributions: Readonly<Record<string, number>>, options: FigureOptions = {}): Figure {
  const names = Object.keys(contributions).sort((a, b) => contributions[b]! - contributions[a]!);
  if (names.length === 0) throw new ShowError("riskContributionFigure: there is no asset; give at least one");
  const percent = (values: Readonly<Record<string, number>>) => names.map((name) => 100 * (values[name] ?? Number.NaN));
  return barFigure(names, { risk: percent(contributions), weight: percent(weights) }, { isHorizontal: true, title: "Who carries the risk", xTitle: "share, %", height: 150 + names.length * 30, ...options });
}
