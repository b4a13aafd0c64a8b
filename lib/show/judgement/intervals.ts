import { intervalCoverage } from "../../ensembles/conformal/intervalCoverage.ts";
import type { Quantiles } from "../../models/forecaster.ts";
import { ShowError } from "../error.ts";
import { type Figure, plotted } from "../figure.ts";
import { formatPercent } from "../formats.ts";
import { placed, type Positions } from "../lines.ts";
import { axisOf, type FigureOptions, INK, layoutOf, PALETTE } from "../theme.ts";

/** An interval a row: the share of the actual values that it shall hold, and its ends. */
export type Band = { readonly coverage: number; readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };

export type IntervalOptions = FigureOptions & {
  readonly forecast?: ArrayLike<number>;
  /** Rows drawn at most, evenly many. Default 400 for one band, 266 for two, 200 for three. */
  readonly points?: number;
};

/** What came true, as dots, in a fan of intervals, the widest palest. The note says which share of all rows each held. Ends without a bound are drawn as far as the picture goes. in: positions, actual values, one band or several [N] each */
export function intervalFigure(positions: Positions, actual: ArrayLike<number>, bands: readonly Band[], { forecast, points = Math.floor(800 / (bands.length + 1)), ...options }: IntervalOptions = {}): Figure {
  if (bands.length === 0) throw new ShowError("intervalFigure: there is no interval; give at least one");
  for (const { coverage, high, low } of bands) {
    if (low.length !== actual.length || high.length !== actual.length) throw new ShowError(`intervalFigure: the interval of ${formatPercent(coverage, 0)} has ${low.length} and ${high.length} ends for ${actual.length} actual values; give one each a row`);
  }
  const count = Math.min(actual.length, points);
  const rows = Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.round((k * (actual.length - 1)) / (count - 1))));
  const x = placed(positions, rows);
  const widest = [...bands].sort((a, b) => b.coverage - a.coverage);
  const [floor, ceiling] = reach(actual, widest, rows);
  const bounded = (ends: ArrayLike<number>) => plotted(rows.map((row) => Math.min(ceiling, Math.max(floor, ends[row]!))));
  const held = widest.map((band) => `${formatPercent(band.coverage, 0)} interval holds ${formatPercent(intervalCoverage(actual, band).coverage, 1)}`);
  const pale = (k: number) => `rgba(0,114,178,${(0.14 + (0.22 * k) / widest.length).toFixed(3)})`;
  return {
    data: [
      ...widest.flatMap(({ coverage, high, low }, k) => [
        { type: "scatter", mode: "lines", name: `low end of ${formatPercent(coverage, 0)}`, showlegend: false, x, y: bounded(low), line: { width: 0 }, hoverinfo: "skip" },
        { type: "scatter", mode: "lines", name: `${formatPercent(coverage, 0)} interval`, x, y: bounded(high), line: { width: 0 }, fill: "tonexty", fillcolor: pale(k) },
      ]),
      ...(forecast ? [{ type: "scatter", mode: "lines", name: "forecast", x, y: plotted(forecast, rows), line: { width: 1.4, color: PALETTE[0] } }] : []),
      { type: "scatter", mode: "markers", name: "actual", x, y: plotted(actual, rows), marker: { size: 3.5, color: INK } },
    ],
    layout: { ...layoutOf({ title: "Forecast intervals", note: [...held, ...(count < actual.length ? [`${count} of ${actual.length.toLocaleString("en")} rows drawn`] : [])].join("; "), ...options }, { hasLegend: true }), xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle) },
  };
}

/** Pairs of quantiles as bands: 0.1 with 0.9, 0.25 with 0.75 … Levels without a counterpart are left out. */
export function quantileBands({ levels, values }: Quantiles): readonly Band[] {
  const column = (q: number) => Float64Array.from({ length: values.length / levels.length }, (_, n) => values[n * levels.length + q]!);
  return levels.flatMap((level, q) => {
    const other = levels.findIndex((one) => Math.abs(one - (1 - level)) < 1e-9);
    return level < 0.5 && other >= 0 ? [{ coverage: Number((1 - 2 * level).toFixed(9)), low: column(q), high: column(other) }] : [];
  });
}

/** How far down and up the picture goes: all that is bounded, and a bit. */
function reach(actual: ArrayLike<number>, bands: readonly Band[], rows: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const values of [actual, ...bands.flatMap(({ high, low }) => [low, high])]) {
    for (const row of rows) {
      const value = values[row]!;
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return [least - 0.05 * (most - least), most + 0.05 * (most - least)];
}
