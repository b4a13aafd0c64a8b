import type { Sweep } from "../../lib/backtest/index.ts";
import { heatMapFigure, type Figure } from "../../lib/show/index.ts";
import type { BestSet } from "../../lib/statistics/index.ts";

/** Sharpe ratios over the two axes with the most values; the other axes stand at the best set's values. One axis makes a map of one row. */
export function parameterMap({ grid, rule, sets, sharpe, symbol }: Sweep, { set: best, trials }: BestSet): Figure {
  const axes = Object.keys(grid).toSorted((a, b) => grid[b]!.length - grid[a]!.length).slice(0, 2).filter((name) => grid[name]!.length > 1 || name === Object.keys(grid)[0]);
  const [x, y] = axes;
  const others = Object.keys(grid).filter((name) => !axes.includes(name));
  const at = new Map(sets.map((set, k) => [keyOf(set, axes), k] as const).filter(([, k]) => others.every((name) => sets[k]![name] === best[name])));
  const [columns, rows] = [grid[x!]!, y === undefined ? [Number.NaN] : grid[y]!];
  const values = rows.map((row) => columns.map((column) => sharpe[at.get([column, ...(y === undefined ? [] : [row])].join(" ")) ?? -1] ?? Number.NaN));
  const fixed = others.map((name) => `${name} ${best[name]}`).join(", ");
  const sides = y === undefined ? `columns ${x}` : `rows ${y}, columns ${x}`;
  return heatMapFigure(rows.map((value) => (Number.isNaN(value) ? rule : String(value))), columns.map(String), values, {
    title: `Sharpe ratio of ${rule} on ${symbol}, ${trials.count} trials · ${[sides, fixed].filter((text) => text !== "").join(" · ")}`, xTitle: x!, ...(y !== undefined && { yTitle: y }),
  });
}

function keyOf(set: Readonly<Record<string, number>>, axes: readonly string[]): string {
  return axes.map((name) => set[name]).join(" ");
}
