import type { Bars } from "../market/bars.ts";
import { type Finding, type FindingCode, FINDING_CODES, type Severity } from "../market/finding.ts";
import { timesFound } from "../market/quality/keepFindings.ts";
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

const SEVERITIES = ["note", "warning", "error"] as const satisfies readonly Severity[];

/** Pixels of a kind's row in the lower panel, and of what stands around the panels. */
const [ROW, PRICES, AROUND] = [20, 250, 130];

/**
 * Findings over the closing prices, one mark each: errors, warnings and notes; a finding without a price stands at the lowest one. Below, when each kind of finding was there: one row a kind, the worst on top, with its count.
 */
export function qualityFigure(bars: Bars, findings: readonly Finding[], options: FigureOptions = {}): Figure {
  const dated = findings.filter(({ where }) => Number.isFinite(bars.closeTime[where.row]));
  const kinds = FINDING_CODES.filter((code) => dated.some((finding) => finding.code === code));
  const rowOf = new Map(kinds.map((code) => [code, `${code} (${countOf(dated.filter((finding) => finding.code === code)).toLocaleString("en-US")})`]));
  const severities = SEVERITIES.map((severity) => ({ severity, own: dated.filter((finding) => finding.severity === severity) })).filter(({ own }) => own.length > 0);
  const height = options.height ?? AROUND + PRICES + ROW * (kinds.length + 1);
  const share = kinds.length === 0 ? 0 : (ROW * kinds.length) / (height - AROUND);
  const layout = layoutOf({ title: `Quality of ${bars.symbol}`, note: `${dated.length === 0 ? "Nothing found; " : ""}${bars.provenance}`, ...options, height }, { hasLegend: true });
  const line = lineTrace("close", bars.closeTime, bars.close.map((price) => (price > 0 ? price : Number.NaN)), 1600, { line: { width: 1, color: QUIET } });
  return {
    data: [line, ...severities.map(({ own, severity }) => overPrices(bars, own, severity)), ...severities.map(({ own, severity }) => inRows(bars, own, severity, rowOf))],
    layout: {
      ...layout, hovermode: "closest", margin: { ...Object(layout["margin"]), l: kinds.length === 0 ? 64 : LABELS },
      xaxis: axisOf(options.xTitle, { anchor: kinds.length === 0 ? "y" : "y2" }), yaxis: axisOf(options.yTitle ?? "price", { domain: [share === 0 ? 0 : share + ROW / (height - AROUND), 1] }),
      ...(kinds.length === 0 ? {} : { yaxis2: axisOf("", { domain: [0, share], type: "category", categoryorder: "array", categoryarray: kinds.map((code) => rowOf.get(code)).toReversed(), range: [-0.5, kinds.length - 0.5], tickfont: { size: 11 } }) }),
    },
  };
}

/** Pixels for the longest name of a kind and its count. */
const LABELS = 190;

function overPrices(bars: Bars, own: readonly Finding[], severity: Severity): Trace {
  const floor = bars.close.reduce((least, price) => (price > 0 && price < least ? price : least), Number.POSITIVE_INFINITY);
  const price = (row: number): number => (bars.close[row]! > 0 ? bars.close[row]! : floor);
  return { ...marksOf(bars, own, severity, 9), name: `${severity} (${countOf(own).toLocaleString("en-US")})`, y: plotted(own.map(({ where }) => price(where.row))) };
}

function inRows(bars: Bars, own: readonly Finding[], severity: Severity, rowOf: ReadonlyMap<FindingCode, string>): Trace {
  return { ...marksOf(bars, own, severity, 7), name: `${severity} by kind`, y: own.map(({ code }) => rowOf.get(code) ?? code), yaxis: "y2", showlegend: false };
}

function marksOf(bars: Bars, own: readonly Finding[], severity: Severity, size: number): Trace {
  return {
    type: "scatter", mode: "markers", x: own.map(({ where }) => formatTime(bars.closeTime[where.row]!)),
    text: own.map(({ code, got }) => `${code}: ${got}`), marker: { ...MARKS[severity], size, line: { width: 1.5, color: MARKS[severity].color } },
  };
}

/** Findings of one series for the picture of a store; `keepFindings` makes one of many alike. */
export type SeriesFindings = { readonly name: string; readonly findings: readonly Pick<Finding, "code" | "severity" | "more">[] };

/** Rows that can be read in one picture. */
const MOST_SERIES = 40;

/** Light and dark of a severity, notes first: a field of one finding, and one of as many as any field has. */
const SHADES = ["#DCEBF5", "#0072B2", "#FDF0CF", "#E69F00", "#FADCCB", "#D55E00"] as const;

/**
 * Series against checks: how often each was found, coloured by the worst of them, darker for more on a scale of powers of ten. Only kinds that were found somewhere.
 * Of more than 40 series the worst are drawn, and the note says so.
 */
export function qualityHeatMap(series: readonly SeriesFindings[], options: FigureOptions = {}): Figure {
  const isClean = series.every(({ findings }) => findings.length === 0);
  const drawn = isClean && series.length > MOST_SERIES ? [{ name: `all ${series.length.toLocaleString("en-US")} series`, findings: [] }] : worstOf(series);
  const codes = FINDING_CODES.filter((code) => drawn.some(({ findings }) => findings.some((finding) => finding.code === code)));
  const cells = drawn.map(({ findings }) => codes.map((code) => findings.filter((finding) => finding.code === code)));
  const most = Math.log10(cells.flat().reduce((largest, found) => Math.max(largest, countOf(found)), 2));
  const shade = (found: SeriesFindings["findings"]): number => (found.length === 0 ? Number.NaN : 2 * worst(found) + Math.log10(countOf(found)) / most);
  const shades = cells.map((row) => (codes.length === 0 ? [Number.NaN] : row.map(shade)));
  const rest = isClean || series.length === drawn.length ? [] : [`the ${drawn.length} worst of ${series.length.toLocaleString("en-US")} series`];
  const note = [...(codes.length === 0 ? [] : ["Findings by kind: errors orange, warnings yellow, notes blue; darker for more"]), ...rest].join("; ");
  const figure = heatMapFigure(drawn.map(({ name }) => name), codes.length === 0 ? ["no finding"] : codes, shades, { title: "Quality of the store", note, range: [0, 5], isLabelled: false, height: Math.max(240, 190 + ROW * drawn.length), ...options });
  const text = cells.map((row) => (codes.length === 0 ? ["0"] : row.map((found) => (found.length === 0 ? "" : countOf(found).toLocaleString("en-US")))));
  const colorscale = SHADES.map((colour, k) => [k / (SHADES.length - 1), colour]);
  return { ...figure, data: figure.data.map((trace) => ({ ...trace, text, colorscale, texttemplate: "%{text}", showscale: false, hovertemplate: "%{y}: %{text} × %{x}<extra></extra>" })) };
}

/** All series in their order, or of many those that somebody must look at first: most errors, then most warnings, then most notes. */
function worstOf(series: readonly SeriesFindings[]): readonly SeriesFindings[] {
  if (series.length <= MOST_SERIES) return series;
  const counts = new Map(series.map((one) => [one, SEVERITIES.toReversed().map((severity) => countOf(one.findings.filter((finding) => finding.severity === severity)))]));
  const order = (a: SeriesFindings, b: SeriesFindings): number => counts.get(b)!.map((count, k) => count - counts.get(a)![k]!).find((difference) => difference !== 0) ?? 0;
  return series.toSorted(order).slice(0, MOST_SERIES);
}

function worst(findings: SeriesFindings["findings"]): number {
  return findings.reduce((most, { severity }) => Math.max(most, SEVERITIES.indexOf(severity)), 0);
}

function countOf(findings: SeriesFindings["findings"]): number {
  return findings.reduce((sum, finding) => sum + timesFound(finding), 0);
}
