import { barFigure } from "../barChart.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import type { FigureOptions } from "../theme.ts";

/** What each member does to the ensemble's error, by one measure or several; the member that helps most on top, below zero those that harm. in: `{ "left out": leaveOneOut(…), Shapley: shapleyContribution(…) }` */
export function contributionFigure(measures: Readonly<Record<string, Readonly<Record<string, number>>>>, options: FigureOptions = {}): Figure {
  const [first] = Object.values(measures);
  const names = Object.entries(first ?? {}).sort(([, a], [, b]) => b - a).map(([name]) => name);
  if (names.length === 0) throw new ShowError("contributionFigure: there is no member; give at least one measure of at least one");
  const series = Object.fromEntries(Object.entries(measures).map(([measure, ofMember]) => [measure, names.map((name) => ofMember[name] ?? Number.NaN)]));
  const { data, layout } = barFigure(names, series, { isHorizontal: true, title: "What each member contributes", note: "Above zero: the ensemble's error is smaller with it", xTitle: "fall of the error", height: 150 + names.length * (14 + 12 * Object.keys(measures).length), ...options });
  return { data, layout: { ...layout, xaxis: { ...Object(layout["xaxis"]), exponentformat: "power" } } };
}
