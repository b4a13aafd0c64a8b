import { weightsFigure, type WeightsOptions } from "../ensembles/weights.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import type { Lines, Positions } from "../lines.ts";

export type AllocationOptions = WeightsOptions & {
  /** Assets shown by name, those with the largest mean size; the others are added up. Default 7. */
  readonly most?: number;
};

/** Weights of a portfolio over time, one asset on top of the other, the largest first; as lines where one is sold short. in: times, `weights` of `allocateThroughTime` [T] each */
export function allocationFigure(positions: Positions, weights: Lines, { most = 7, ...options }: AllocationOptions = {}): Figure {
  const sizes = Object.entries(weights).map(([name, values]) => [name, Array.from(values).reduce((sum, value) => sum + Math.abs(value), 0)] as const);
  if (sizes.length === 0) throw new ShowError("allocationFigure: there is no asset; give the weights of at least one");
  const names = sizes.sort(([, a], [, b]) => b - a).map(([name]) => name);
  const [shown, rest] = names.length > most + 1 ? [names.slice(0, most), names.slice(most)] : [names, []];
  const others = Float64Array.from({ length: positions.length }, (_, t) => rest.reduce((sum, name) => sum + weights[name]![t]!, 0));
  const lines = Object.fromEntries(shown.map((name) => [name, weights[name]!]));
  return weightsFigure(positions, rest.length === 0 ? lines : { ...lines, [`${rest.length} others`]: others }, { title: "Weights of the portfolio", ...options });
}
