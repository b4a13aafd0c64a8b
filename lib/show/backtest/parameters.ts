import type { SearchMap } from "../../statistics/index.ts";
import type { Figure } from "../figure.ts";
import { heatMapFigure, type HeatMapOptions } from "../heatMap.ts";

/** A measure over two parameters of a search, with how many trials it took. An island that stands alone is luck, a plateau may be more. in: `searchMap` */
export function parameterFigure({ best, columns, fixed, measure, rows, rule, trials, values }: SearchMap, options: HeatMapOptions = {}): Figure {
  const others = Object.entries(fixed).map(([name, value]) => `${name} ${value}`);
  const at = best === null ? [] : [`best at ${rows.parameter} ${rows.values[best.row]}, ${columns.parameter} ${columns.values[best.column]}`];
  return heatMapFigure(rows.values.map(String), columns.values.map(String), values.map((row) => row.map((value) => value ?? Number.NaN)), {
    title: `${measure} of ${rule}`, note: [`${trials.toLocaleString("en")} trials`, ...at, ...others].join(" · "), xTitle: columns.parameter, yTitle: rows.parameter, ...options,
  });
}
