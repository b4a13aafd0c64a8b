import type { Bars } from "../market/bars.ts";
import { type Finding, FINDING_CODES, type Severity } from "../market/finding.ts";
import { type Figure, plotted, type Trace } from "./figure.ts";
import { formatTime } from "./formats.ts";
import { heatMapFigure } from "./heatMap.ts";
import { lineTrace } from "./lines.ts";
import { axisOf, type FigureOptions, layoutOf, PALETTE, QUIET } from "./theme.ts";

/** Colour and form, so that the three are told apart without colours too. */
const MARKS: Readonly<Record<Severity, { readonly color: string; readonly symbol: string }>> = {
  error: { color: PALETTE[1], symbol: "x" },
  warning: { color: PALETTE[4], symbol: "diamond" },
  note: { color: PALETTE[0], symbol: "circle-open" },
};

/** Findings over the closing prices, one mark each: errors, warnings and notes. A finding without a price stands at the lowest one. */
export function qualityFigure(bars: Bars, findings: readonly Finding[], options: FigureOptions = {}): Figure {
  const known = bars.close.filter((price) => price > 0 && Number.isFinite(price));
  const floor = known.reduce((least, price) => Math.min(least, price), Number.POSITIVE_INFINITY);
  const dated = findings.filter(({ where }) => Number.isFinite(bars.closeTime[where.row]));
  const marks = (["note", "warning", "error"] as const).flatMap((severity): Trace[] => {
    const own = dated.filter((finding) => finding.severity === severity);
    if (own.length === 0) return [];
    const price = (row: number): number => (bars.close[row]! > 0 ? bars.close[row]! : floor);
    return [{
      type: "scatter", mode: "markers", name: `${severity} (${own.length})`, x: own.map(({ where }) => formatTime(bars.closeTime[where.row]!)), y: plotted(own.map(({ where }) => price(where.row))),
      text: own.map(({ code, got }) => `${code}: ${got}`), marker: { ...MARKS[severity], size: 9, line: { width: 1.5, color: MARKS[severity].color } },
    }];
  });
  const layout = layoutOf({ title: `Quality of ${bars.symbol}`, note: bars.provenance, ...options }, { hasLegend: true });
  return {
    data: [lineTrace("close", bars.closeTime, bars.close.map((price) => (price > 0 ? price : Number.NaN)), 1600, { line: { width: 1, color: QUIET } }), ...marks],
    layout: { ...layout, hovermode: "closest", xaxis: axisOf(options.xTitle), yaxis: axisOf(options.yTitle ?? "price") },
  };
}

/** Findings of one series for the picture of a store. */
export type SeriesFindings = { readonly name: string; readonly findings: readonly Finding[] };

/** Series against checks: how often each was found, darker for more, on a scale of powers of ten. Only kinds that were found somewhere. */
export function qualityHeatMap(series: readonly SeriesFindings[], options: FigureOptions = {}): Figure {
  const codes = FINDING_CODES.filter((code) => series.some(({ findings }) => findings.some((finding) => finding.code === code)));
  const counts = series.map(({ findings }) => codes.map((code) => findings.filter((finding) => finding.code === code).length));
  const columns = codes.length === 0 ? ["no finding"] : codes;
  const shades = counts.map((row) => (row.length === 0 ? [0] : row.map((count) => Math.log10(1 + count))));
  const figure = heatMapFigure(series.map(({ name }) => name), columns, shades, { title: "Quality of the store", range: [0, Math.max(1, ...shades.flat())], isLabelled: false, ...options });
  const text = counts.map((row) => (row.length === 0 ? ["0"] : row.map((count) => (count === 0 ? "" : String(count)))));
  return { ...figure, data: figure.data.map((trace) => ({ ...trace, text, texttemplate: "%{text}", showscale: false, hovertemplate: "%{y}: %{text} × %{x}<extra></extra>" })) };
}
