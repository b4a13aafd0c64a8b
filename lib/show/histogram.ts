import { ShowError } from "./error.ts";
import { type Figure, plotted } from "./figure.ts";
import { isOneSeries, type Lines } from "./lines.ts";
import { axisOf, type FigureOptions, layoutOf } from "./theme.ts";

export type HistogramOptions = FigureOptions & {
  readonly bins?: number;
  /** Draw the normal density of the same mean and deviation for comparison. */
  readonly hasNormal?: boolean;
};

/** Share of values in each of `bins` equal stretches of their common range; missing values are left out. The counting is done here, so the figure stays small. */
export function histogramFigure(values: Lines | ArrayLike<number>, options: HistogramOptions = {}): Figure {
  const { bins = 80, hasNormal = false } = options;
  const series = Object.entries(isOneSeries(values) ? { values } : values).map(([name, numbers]) => ({ name, numbers: Float64Array.from(numbers).filter(Number.isFinite) }));
  const low = Math.min(...series.map(({ numbers }) => numbers.reduce((least, value) => Math.min(least, value), Infinity)));
  const high = Math.max(...series.map(({ numbers }) => numbers.reduce((most, value) => Math.max(most, value), -Infinity)));
  if (!(high >= low)) throw new ShowError("histogramFigure: there is no value to count; every one is missing");
  const width = (high - low || 1) / bins;
  const centres = Float64Array.from({ length: bins }, (_, bin) => low + (bin + 0.5) * width);
  const bars = series.map(({ name, numbers }) => ({ type: "bar", name, x: plotted(centres), y: plotted(shares(numbers, low, width, bins)), width, opacity: series.length > 1 ? 0.6 : 0.9 }));
  const curves = (hasNormal ? series : []).map(({ name, numbers }) => ({
    type: "scatter",
    mode: "lines",
    name: series.length > 1 ? `normal, as ${name}` : "normal",
    x: plotted(centres),
    y: plotted(normalShares(numbers, centres, width)),
    line: { width: 2, dash: "dash" },
  }));
  const layout = layoutOf(options, { hasLegend: bars.length + curves.length > 1 });
  return {
    data: [...bars, ...curves],
    layout: { ...layout, barmode: "overlay", bargap: 0.02, xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle ?? "share of values", { tickformat: ".1%" }) },
  };
}

function shares(numbers: Float64Array, low: number, width: number, bins: number): Float64Array {
  const out = new Float64Array(bins);
  for (const value of numbers) out[Math.min(bins - 1, Math.floor((value - low) / width))]! += 1 / numbers.length;
  return out;
}

function normalShares(numbers: Float64Array, centres: Float64Array, width: number): Float64Array {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
  return centres.map((x) => (width / Math.sqrt(2 * Math.PI * variance)) * Math.exp(-((x - mean) ** 2) / (2 * variance)));
}
