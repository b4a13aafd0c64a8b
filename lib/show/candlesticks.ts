import type { Bars } from "../market/bars.ts";
import { stretchStarts } from "./decimate.ts";
import { type Figure, plotted, type Trace } from "./figure.ts";
import { formatTime, spanText } from "./formats.ts";
import { type Lines, lineTrace, placed } from "./lines.ts";
import { axisOf, FALL, type FigureOptions, layoutOf, PALETTE, RISE } from "./theme.ts";

/** A mark on a bar: a trade or anything worth pointing at. */
export type Marker = { readonly closeTime: number; readonly price: number; readonly kind: "buy" | "sell" | "note"; readonly text?: string };

export type CandlestickOptions = FigureOptions & {
  /** Lines over the candles, one value a bar: averages, bands. */
  readonly overlays?: Lines;
  readonly markers?: readonly Marker[];
  /** A panel of traded volume below. Default: if there is any. */
  readonly hasVolume?: boolean;
  /** Candles drawn at most. With more bars each candle is several bars: first open, highest high, lowest low, last close, sum of volume. */
  readonly candles?: number;
};

const MARKS = { buy: { symbol: "triangle-up", color: RISE }, sell: { symbol: "triangle-down", color: FALL }, note: { symbol: "circle", color: PALETTE[3] } };
/** Neither of the two colours of the candles. */
const OVERLAY_COLOURS = [PALETTE[0], PALETTE[4], PALETTE[3], PALETTE[5], PALETTE[6]];
const CANDLE = { line: { width: 1 } };

/** Candles with volume below. Rises are green, falls orange: a pair that colour-blind readers tell apart. The note names the bars' source. */
export function candlestickFigure(bars: Bars, options: CandlestickOptions = {}): Figure {
  const { overlays = {}, markers = [], candles = 400 } = options;
  const { bars: drawn, length, starts } = joinBars(bars, candles);
  const hasVolume = options.hasVolume ?? drawn.volume.some((volume) => volume > 0);
  const note = options.note ?? [bars.provenance, spanText(bars.closeTime, "bar"), length > 1 ? `each candle is ${length} bars` : ""].filter((text) => text !== "").join(" · ");
  const title = options.title ?? `${bars.symbol}, ${bars.interval} bars`;
  const layout = layoutOf({ height: 460, ...options, title, note }, { hasLegend: Object.keys(overlays).length + markers.length > 0 });
  const x = Array.from(drawn.closeTime, formatTime);
  const ends = starts.map((start) => Math.min(start + length, bars.closeTime.length) - 1);
  const breaks = bars.interval === "1d" && length === 1 ? { rangebreaks: [{ bounds: ["sat", "mon"] }] } : {};
  return {
    data: [
      {
        type: "candlestick",
        name: bars.symbol,
        showlegend: false,
        x,
        open: plotted(drawn.open),
        high: plotted(drawn.high),
        low: plotted(drawn.low),
        close: plotted(drawn.close),
        increasing: { ...CANDLE, line: { width: 1, color: RISE }, fillcolor: RISE },
        decreasing: { ...CANDLE, line: { width: 1, color: FALL }, fillcolor: FALL },
      },
      ...Object.entries(overlays).map(([name, values], k) => {
        const line = { width: 1.4, color: OVERLAY_COLOURS[k % OVERLAY_COLOURS.length] };
        return lineTrace(name, placed(bars.closeTime, ends).map(String), ends.map((row) => values[row]!), candles, { line });
      }),
      ...markerTraces(markers),
      ...(hasVolume ? [volumeTrace(x, drawn)] : []),
    ],
    layout: {
      ...layout,
      xaxis: axisOf(options.xTitle, { rangeslider: { visible: false }, anchor: hasVolume ? "y2" : "y", ...breaks }),
      yaxis: axisOf(options.yTitle ?? "price", { domain: hasVolume ? [0.25, 1] : [0, 1] }),
      ...(hasVolume ? { yaxis2: axisOf("volume", { domain: [0, 0.18], nticks: 3 }) } : {}),
    },
  };
}

/** At most `candles` bars over the same time, none of their extremes lost. */
function joinBars(bars: Bars, candles: number): { bars: Bars; length: number; starts: readonly number[] } {
  const { length, starts } = stretchStarts(bars.closeTime.length, candles);
  if (length === 1) return { bars, length, starts };
  const each = (column: Float64Array, choose: (part: Float64Array) => number) => Float64Array.from(starts, (start) => choose(column.subarray(start, start + length)));
  const joined = {
    ...bars,
    closeTime: each(bars.closeTime, (part) => part[part.length - 1]!),
    open: each(bars.open, (part) => part.find(Number.isFinite) ?? NaN),
    high: each(bars.high, (part) => part.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most), NaN)),
    low: each(bars.low, (part) => part.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least), NaN)),
    close: each(bars.close, (part) => part.findLast(Number.isFinite) ?? NaN),
    volume: each(bars.volume, (part) => part.reduce((sum, value) => sum + (Number.isFinite(value) ? value : 0), 0)),
  };
  return { bars: joined, length, starts };
}

function volumeTrace(x: readonly string[], { open, close, volume }: Bars): Trace {
  const color = Array.from(close, (value, k) => (value >= open[k]! ? RISE : FALL));
  return { type: "bar", name: "volume", showlegend: false, x, y: plotted(volume), yaxis: "y2", marker: { color, opacity: 0.55 } };
}

function markerTraces(markers: readonly Marker[]): Trace[] {
  return (["buy", "sell", "note"] as const).flatMap((kind) => {
    const own = markers.filter((marker) => marker.kind === kind);
    if (own.length === 0) return [];
    const x = own.map(({ closeTime }) => formatTime(closeTime));
    const y = plotted(own.map(({ price }) => price));
    const text = own.map((marker) => marker.text ?? kind);
    return [{ type: "scatter", mode: "markers", name: kind, x, y, text, marker: { ...MARKS[kind], size: 10, line: { width: 1, color: "#FFFFFF" } } }];
  });
}
