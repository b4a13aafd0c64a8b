import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { lineFigure, type LineOptions } from "../lines.ts";

/** Probability of ruin at each leverage, one line a way of telling it. in: leverages, and probabilities 0..1 by name */
export function ruinFigure(leverages: ArrayLike<number>, risks: Readonly<Record<string, ArrayLike<number>>>, options: LineOptions = {}): Figure {
  if (Object.keys(risks).length === 0 || leverages.length === 0) throw new ShowError("ruinFigure: there is no risk; give probabilities of at least one kind at one leverage");
  const percent = Object.fromEntries(Object.entries(risks).map(([name, values]) => [name, Array.from(values, (value) => 100 * value)]));
  return lineFigure(leverages, percent, { title: "Risk of ruin", xTitle: "leverage", yTitle: "probability, %", ...options });
}
