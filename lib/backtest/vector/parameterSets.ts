import { BacktestError } from "../error.ts";
import type { Grid, ParameterSet, SweepRule } from "./rule.ts";

/** Axes that every rule has: distances of the exits from the entry's price, as shares of it; 0 is no such exit. */
export const EXIT_AXES: Readonly<Record<string, string>> = { stopLoss: "loss, a share of the entry's price, at which a position is closed; 0 for none", takeProfit: "gain at which it is closed; 0 for none" };

/** The sets of a grid: every combination in the order of the axes, the last one changing fastest, without those that the rule refuses. */
export function parameterSets(rule: SweepRule, grid: Grid): { readonly sets: readonly ParameterSet[]; readonly refused: number } {
  checkGrid(rule, grid);
  const all = Object.entries(grid).reduce<readonly ParameterSet[]>((sets, [name, values]) => sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))), [{}]);
  const sets = all.filter((set) => rule.refuse?.(set) === undefined);
  if (sets.length === 0) throw new BacktestError(`sweep of ${rule.name}: ${all.length === 1 ? "the only set makes no sense:" : `none of the ${all.length} sets makes sense, the first because`} ${rule.refuse?.(all[0]!)}; give other values`);
  return { sets, refused: all.length - sets.length };
}

function checkGrid(rule: SweepRule, grid: Grid): void {
  const known = [...Object.keys(rule.parameters), ...Object.keys(EXIT_AXES)];
  const fail = (what: string) => new BacktestError(`sweep of ${rule.name}: ${what}`);
  const unknown = Object.keys(grid).find((name) => !known.includes(name));
  if (unknown !== undefined) throw fail(`there is no parameter "${unknown}"; there are ${known.join(", ")}`);
  const missing = Object.keys(rule.parameters).find((name) => grid[name] === undefined);
  if (missing !== undefined) throw fail(`${missing} (${rule.parameters[missing]}) has no values; give at least one`);
  for (const [name, values] of Object.entries(grid)) {
    if (values.length === 0) throw fail(`${name} has no values; give at least one`);
    const wrong = values.find((value) => !Number.isFinite(value) || (name in EXIT_AXES && !(value >= 0 && value < 1)));
    if (wrong !== undefined) throw fail(name in EXIT_AXES ? `${name} must be a share from 0, which is none, below 1, got ${wrong}` : `${name} must be a number, got ${wrong}`);
    const twice = values.find((value, k) => values.indexOf(value) < k);
    if (twice !== undefined) throw fail(`${name} has the value ${twice} twice; the same set twice is one trial`);
  }
}
