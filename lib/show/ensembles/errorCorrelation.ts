import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

/** How alike the members' errors are, pair by pair: what is orange no average takes away. in: `errorCorrelation` */
export function errorCorrelationFigure({ names, values }: { readonly names: readonly string[]; readonly values: readonly ArrayLike<number>[] }, options: HeatMapOptions = {}): Figure {
  if (names.length === 0) throw new ShowError("errorCorrelationFigure: there is no member; give at least one");
  return heatMapFigure(names, names, values, { title: "Correlation of the members' errors", range: [-1, 1], ...options });
}
