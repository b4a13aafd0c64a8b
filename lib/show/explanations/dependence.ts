import type { InputSummary } from "../../explanations/contributionSummary.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { scatterFigure, type ScatterOptions } from "../scatter.ts";

/** What an input adds to the forecast against its value: the shape that the model has learnt for it. in: one of `contributionSummary` */
export function dependenceFigure({ contributions, input, values }: InputSummary, options: ScatterOptions = {}): Figure {
  if (values.length === 0) throw new ShowError(`dependenceFigure: "${input}" has no window; give at least one`);
  const { data, layout } = scatterFigure(values, contributions, { title: `What ${input} adds to the forecast`, xTitle: input, yTitle: "contribution", ...options });
  return { data, layout: { ...layout, margin: { ...Object(layout["margin"]), l: 84 } } };
}
