import type { Figure } from "./figure.ts";
import { type LineOptions, lineTrace, type Lines, type Positions } from "./lines.ts";
import { axisOf, INK, layoutOf, PALETTE } from "./theme.ts";

/** What came true, in black, with the forecasts of it in colour. Each forecast stands at the time it is about, not at the time it was made. */
export function forecastFigure(positions: Positions, actual: ArrayLike<number>, forecasts: Lines, options: LineOptions = {}): Figure {
  const names = Object.keys(forecasts);
  const points = options.points ?? 600;
  return {
    data: [
      lineTrace("actual", positions, actual, points, { line: { width: 1.8, color: INK } }),
      ...names.map((name, k) => lineTrace(name, positions, forecasts[name] ?? [], points, { line: { width: 1.4, color: PALETTE[k % PALETTE.length] } })),
    ],
    layout: { ...layoutOf({ title: "Real against predicted", ...options }, { hasLegend: true }), xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle) },
  };
}
