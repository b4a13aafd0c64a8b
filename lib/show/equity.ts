import type { Figure } from "./figure.ts";
import { type Lines, lineTrace } from "./lines.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE, QUIET } from "./theme.ts";

const POINTS = 600;

/**
 * Equity over time above, drawdown below: how far each line is under its highest value so far, as a share.
 * in: close times, and equity by name, the strategy first; "buy and hold" is drawn in grey
 */
export function equityFigure(closeTime: ArrayLike<number>, equity: Lines, options: FigureOptions = {}): Figure {
  const names = Object.keys(equity);
  const colours = PALETTE.filter((colour) => colour !== "#5B5B5B");
  const colour = (name: string, k: number) => (/hold/i.test(name) ? QUIET : colours[k % colours.length]);
  return {
    data: names.flatMap((name, k) => {
      const values = equity[name] ?? [];
      const line = { width: 1.6, color: colour(name, k) };
      return [
        lineTrace(name, closeTime, values, POINTS, { line, legendgroup: name }),
        lineTrace(`drawdown of ${name}`, closeTime, underPeak(values), POINTS, {
          line: { ...line, width: 1.1 },
          legendgroup: name,
          showlegend: false,
          yaxis: "y2",
          ...(k === 0 ? { fill: "tozeroy", fillcolor: "rgba(0,114,178,0.15)" } : {}),
        }),
      ];
    }),
    layout: {
      ...layoutOf({ height: 480, title: "Equity and drawdown", ...options }, { hasLegend: true }),
      xaxis: axisOf(options.xTitle, { anchor: "y2" }),
      yaxis: axisOf(options.yTitle ?? "equity", { domain: [0.36, 1] }),
      yaxis2: axisOf("drawdown", { domain: [0, 0.28], tickformat: ".0%" }),
    },
  };
}

function underPeak(values: ArrayLike<number>): Float64Array {
  let peak = -Infinity;
  return Float64Array.from(values, (value) => {
    if (value > peak) peak = value;
    return value / peak - 1;
  });
}
