import { averageRanks } from "../../analysis/ranks.ts";
import type { InputSummary } from "../../explanations/contributionSummary.ts";
import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { axisOf, type FigureOptions, layoutOf } from "../theme.ts";
import { leftOf } from "./importance.ts";

export type BeeswarmOptions = FigureOptions & {
  /** Inputs drawn at most, the largest. Default 12. */
  readonly most?: number;
  /** Points drawn at most in all. Default 1500. */
  readonly points?: number;
};

/** Low blue, high orange, without the pale middle that would vanish on white. */
const COLOURS = [[0, "#0072B2"], [0.5, "#9A8FB0"], [1, "#D55E00"]];
const PLACES = 70;

/** Contributions to each forecast, a row an input, the largest on top: right raises the forecast, left lowers it; the colour is the input's own value among its others, points that would hide each other stand beside. Lundberg and Lee 2017. in: `contributionSummary` */
export function beeswarmFigure(summary: readonly InputSummary[], { most = 12, points = 1500, ...options }: BeeswarmOptions = {}): Figure {
  const drawn = summary.slice(0, most);
  if (drawn.length === 0 || drawn[0]!.contributions.length === 0) throw new ShowError("beeswarmFigure: there is no contribution to draw; give at least one input and one window");
  const count = drawn[0]!.contributions.length;
  const kept = Math.min(count, Math.max(1, Math.floor(points / drawn.length)));
  const rows = Array.from({ length: kept }, (_, k) => Math.floor((k * count) / kept));
  const ends = drawn.flatMap(({ contributions }) => rows.map((row) => contributions[row]!));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const ranks = drawn.map(({ values }) => averageRanks(Float64Array.from(values)));
  const note = [`${kept.toLocaleString("en")} of ${count.toLocaleString("en")} windows`, ...(drawn.length < summary.length ? [`the ${drawn.length} largest of ${summary.length} inputs`] : [])].join("; ");
  const { xTitle = "contribution" } = options;
  const layout = layoutOf({ title: "What each input adds to the forecasts", note, height: 160 + drawn.length * 36, ...options, xTitle });
  return {
    data: [{
      type: "scatter", mode: "markers", name: "contributions",
      x: drawn.flatMap(({ contributions }) => plotted(contributions, rows)),
      y: drawn.flatMap(({ contributions }, k) => plotted(beside(rows.map((row) => contributions[row]!), low, high).map((place) => k + place))),
      marker: {
        size: 4, color: ranks.flatMap((rank) => rows.map((row) => Number((count > 1 ? (rank[row]! - 1) / (count - 1) : 0.5).toFixed(2)))), cmin: 0, cmax: 1, colorscale: COLOURS,
        colorbar: { thickness: 10, outlinewidth: 0, tickvals: [0, 1], ticktext: ["low", "high"], title: { text: "value", side: "right", font: { size: 12 } } },
      },
    }],
    layout: {
      ...layout, hovermode: "closest", margin: { ...Object(layout["margin"]), l: leftOf(drawn.map(({ input }) => input)), r: 70 },
      xaxis: axisOf(xTitle, { zeroline: true, zerolinecolor: "#B9BEC6" }),
      yaxis: axisOf(options.yTitle, { tickvals: drawn.map((_, k) => k), ticktext: drawn.map(({ input }) => input), range: [drawn.length - 0.4, -0.6], showgrid: false }),
    },
  };
}

/** How far above or below its row each point stands: points of one place in turn to both sides, the fullest place filling the row. */
function beside(values: readonly number[], low: number, high: number): number[] {
  const place = (value: number): number => Math.min(PLACES - 1, Math.floor(((value - low) / (high - low || 1)) * PLACES));
  const counts = new Int32Array(PLACES);
  const turns = values.map((value) => counts[place(value)]!++);
  const fullest = Math.max(...counts);
  return turns.map((turn) => (0.42 * (turn % 2 === 0 ? 1 : -1) * Math.ceil(turn / 2) * 2) / Math.max(6, fullest));
}
