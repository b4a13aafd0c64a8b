import type { ReliabilityBin } from "../../models/calibration/reliability.ts";
import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE, QUIET } from "../theme.ts";

/** Probabilities that a model told against how often they came true, with 95 % of chance (Wald), and how often each was told below. On the diagonal they mean what they say. in: bins of `reliability`, by the name of the model */
export function reliabilityFigure(models: Readonly<Record<string, readonly ReliabilityBin[]>>, { xTitle = "probability told", ...options }: FigureOptions = {}): Figure {
  const filled = Object.entries(models).map(([name, bins]) => ({ name, bins: bins.filter(({ count }) => count > 0) }));
  if (filled.every(({ bins }) => bins.length === 0)) throw new ShowError("reliabilityFigure: no bin holds a forecast; give the bins of at least one model");
  return {
    data: [
      { type: "scatter", mode: "lines", name: "what is said comes true", x: [0, 1], y: [0, 1], line: { width: 1, dash: "dash", color: QUIET } },
      ...filled.flatMap(({ bins, name }, k) => {
        const color = PALETTE[k % PALETTE.length];
        const error = bins.map(({ cameTrue, count }) => 1.96 * Math.sqrt((cameTrue * (1 - cameTrue)) / count));
        const middle = bins.map(({ from, to }) => (from + to) / 2);
        return [
          { type: "scatter", mode: "lines+markers", name, legendgroup: name, x: plotted(bins.map(({ said }) => said)), y: plotted(bins.map(({ cameTrue }) => cameTrue)), error_y: { type: "data", array: plotted(error), thickness: 1, width: 3 }, line: { width: 1.6, color }, marker: { size: 7, color } },
          { type: "bar", name: `${name}: forecasts`, legendgroup: name, showlegend: false, x: plotted(middle), y: plotted(bins.map(({ count }) => count)), yaxis: "y2", marker: { color }, opacity: 0.7 },
        ];
      }),
    ],
    layout: {
      ...layoutOf({ title: "Do the probabilities come true?", height: 480, ...options, xTitle }, { hasLegend: true }), hovermode: "closest", bargap: 0.15,
      xaxis: axisOf(xTitle, { range: [-0.02, 1.02], anchor: "y2" }),
      yaxis: axisOf(options.yTitle ?? "share that came true", { range: [-0.05, 1.05], domain: [0.3, 1] }),
      yaxis2: axisOf("forecasts", { domain: [0, 0.22] }),
    },
  };
}
