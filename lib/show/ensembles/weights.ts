import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { type Lines, placed, type Positions } from "../lines.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE } from "../theme.ts";

export type WeightsOptions = FigureOptions & {
  /** Points drawn at most in all. Default 3000. */
  readonly points?: number;
};

/** Weight of each member over time, one on top of the other; as lines where one falls below zero. in: positions, `weights` of a combination [N] each */
export function weightsFigure(positions: Positions, weights: Lines, { points = 3000, ...options }: WeightsOptions = {}): Figure {
  const names = Object.keys(weights);
  if (names.length === 0 || positions.length === 0) throw new ShowError("weightsFigure: there is no weight; give at least one member and one row");
  for (const name of names) if (weights[name]!.length !== positions.length) throw new ShowError(`weightsFigure: "${name}" has ${weights[name]!.length} weights for ${positions.length} positions; give one value a position`);
  const kept = Math.min(positions.length, Math.max(2, Math.floor(points / names.length)));
  const rows = Array.from({ length: kept }, (_, k) => (kept === 1 ? 0 : Math.round((k * (positions.length - 1)) / (kept - 1))));
  const isStacked = names.every((name) => rows.every((row) => weights[name]![row]! >= 0));
  const x = placed(positions, rows);
  const rounded = (name: string) => plotted(rows.map((row) => Number(weights[name]![row]!.toFixed(4))));
  return {
    data: names.map((name, k) => ({ type: "scatter", mode: "lines", name, x, y: rounded(name), line: { width: isStacked ? 0.5 : 1.4, color: PALETTE[k % PALETTE.length], ...(k < PALETTE.length ? {} : { dash: "dot" }) }, ...(isStacked ? { stackgroup: "members" } : {}) })),
    layout: { ...layoutOf({ title: "Weights of the members", ...options }, { hasLegend: true }), xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle ?? "weight", { rangemode: "tozero" }) },
  };
}
