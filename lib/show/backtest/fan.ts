import type { Fan, ReportFan } from "../../statistics/index.ts";
import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { formatPercent } from "../formats.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE } from "../theme.ts";

/** Paths that the same returns might have made, as areas that hold so large a share of them, the widest palest, with the middle path. in: `monteCarloFan` */
export function fanFigure({ lines, lossProbability, rows }: Fan | ReportFan, options: FigureOptions = {}): Figure {
  const sorted = [...lines].sort((a, b) => a.share - b.share);
  if (sorted.length === 0) throw new ShowError("fanFigure: the fan has no lines; give monteCarloFan at least one share");
  const middle = sorted.find(({ share }) => share === 0.5);
  const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, k) => [sorted[k]!, sorted.at(-1 - k)!] as const);
  const x = plotted(rows);
  return {
    data: [
      ...pairs.flatMap(([low, high]) => [
        { type: "scatter", mode: "lines", name: `below ${formatPercent(low.share, 0)}`, showlegend: false, x, y: plotted(low.growth), line: { width: 0 }, hoverinfo: "skip" },
        { type: "scatter", mode: "lines", name: `${formatPercent(high.share - low.share, 0)} of paths`, x, y: plotted(high.growth), line: { width: 0 }, fill: "tonexty", fillcolor: "rgba(0,114,178,0.16)" },
      ]),
      ...(middle === undefined ? [] : [{ type: "scatter", mode: "lines", name: "middle path", x, y: plotted(middle.growth), line: { width: 1.8, color: PALETTE[0] } }]),
    ],
    layout: {
      ...layoutOf({ title: "The same returns in another order", note: `${formatPercent(lossProbability, 1)} of the paths end with a loss`, xTitle: "bars", yTitle: "growth of 1", ...options }, { hasLegend: true }),
      xaxis: axisOf(options.xTitle ?? "bars"), yaxis: axisOf(options.yTitle ?? "growth of 1"),
    },
  };
}
