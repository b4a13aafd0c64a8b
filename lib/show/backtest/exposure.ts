import type { Figure } from "../figure.ts";
import { lineTrace } from "../lines.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE, QUIET } from "../theme.ts";

/** Net exposure through time as an area, gross exposure as a line where it differs: worth of the positions ÷ equity. in: of a backtest, close times, `positions` and `leverage` [N] */
export function exposureFigure(closeTime: ArrayLike<number>, net: ArrayLike<number>, gross?: ArrayLike<number>, options: FigureOptions = {}): Figure {
  const differs = gross !== undefined && Array.from(gross).some((share, t) => Math.abs(share - net[t]!) > 1e-12);
  return {
    data: [
      lineTrace("net", closeTime, net, 800, { line: { width: 1.2, color: PALETTE[0] }, fill: "tozeroy", fillcolor: "rgba(0,114,178,0.18)" }),
      ...(differs ? [lineTrace("gross", closeTime, gross, 800, { line: { width: 1.2, color: QUIET } })] : []),
    ],
    layout: { ...layoutOf({ title: "Exposure", height: 300, ...options }, { hasLegend: differs }), xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle ?? "share of equity", { tickformat: ".0%", rangemode: "tozero" }) },
  };
}
