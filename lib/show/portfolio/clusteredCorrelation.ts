import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

/** Correlations with the assets in the order of a tree: what moves alike stands together as a block on the diagonal. in: `correlationOf`, and `assetOrder` of the same covariance */
export function clusteredCorrelationFigure({ names, values }: { readonly names: readonly string[]; readonly values: readonly ArrayLike<number>[] }, order: ArrayLike<number>, options: HeatMapOptions = {}): Figure {
  const places = Array.from(order);
  if (places.length !== names.length || new Set(places).size !== names.length || places.some((place) => names[place] === undefined)) throw new ShowError(`clusteredCorrelationFigure: the order is ${places.join(", ")} for ${names.length} assets; give each place once, as assetOrder does`);
  const sorted = places.map((place) => names[place]!);
  return heatMapFigure(sorted, sorted, places.map((i) => places.map((j) => values[i]![j]!)), { title: "Correlations in the order of the tree", range: [-1, 1], ...options });
}
