import type { Search } from "../../tuning/search/search.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { axisOf, type FigureOptions, layoutOf } from "../theme.ts";
import { endedTrials, marks, noteOf, rangeOf } from "./search.ts";

/** Plots beside each other, and the share of the width that stands between them. */
const [ACROSS, GAP, MOST] = [3, 0.07, 12];

/** The value of each trial against each of its settings, a plot a setting: which way is better, and where the search has looked. All plots have one upright axis, whose numbers stand on the left. in: a search with its space; of more than 12 settings the first */
export function sliceFigure(search: Search, options: FigureOptions = {}): Figure {
  const ended = endedTrials("sliceFigure", search);
  const names = Object.keys(search.space).slice(0, MOST);
  if (names.length === 0) throw new ShowError("sliceFigure: the space has no setting; give the search that was made");
  const lines = Math.ceil(names.length / ACROSS);
  const range = rangeOf(ended);
  const plots = names.map((name, k) => {
    const [row, place] = [Math.floor(k / ACROSS), k % ACROSS];
    const suffix = k === 0 ? "" : String(k + 1);
    const width = (1 - GAP * (ACROSS - 1)) / ACROSS;
    const top = 1 - row / lines;
    const { kind, ...space } = search.space[name]!;
    const isLog = "log" in space && space.log === true;
    const at = (value: unknown): string | number => (typeof value === "number" && kind !== "choice" ? value : typeof value === "string" ? value : JSON.stringify(value));
    return {
      traces: marks(ended, ({ settings }) => at(settings[name]), { xaxis: `x${suffix}`, yaxis: `y${suffix}`, showlegend: k === 0 }),
      axes: {
        [`xaxis${suffix}`]: axisOf(name, { domain: [place * (width + GAP), place * (width + GAP) + width], anchor: `y${suffix}`, ...(isLog ? { type: "log", exponentformat: "e", dtick: space.high / space.low > 1e3 ? 2 : 1 } : {}), ...("values" in space ? { type: "category", categoryorder: "array", categoryarray: space.values.map(at) } : {}), nticks: 5, tickangle: 0 }),
        [`yaxis${suffix}`]: axisOf("", { domain: [top - 1 / lines + (lines > 1 ? 0.3 / lines : 0.05), top], anchor: `x${suffix}`, range, nticks: 5, tickangle: 0, showticklabels: place === 0 }),
      },
    };
  });
  return {
    data: plots.flatMap(({ traces }) => traces),
    layout: { ...layoutOf({ title: "Value by setting", note: noteOf(search), height: 140 + 220 * lines, ...options }, { hasLegend: true }), hovermode: "closest", ...Object.fromEntries(plots.flatMap(({ axes }) => Object.entries(axes))) },
  };
}
