import type { ReportPrices, StrategyReport } from "../../statistics/index.ts";
import { isBetterLogarithmic } from "../logarithmicAxis.ts";
import { frame, round } from "./chart.ts";
import { price, text, type Html } from "./elements.ts";
import { dateTicks, growthTicks, valueTicks } from "./ticks.ts";

type Trade = StrategyReport["trades"][number];
export type CandleOptions = { readonly label: string; readonly height?: number; /** Candles drawn at most; more are joined. */ readonly most?: number; readonly hasLinks?: boolean };

type Candle = { readonly date: string; readonly open: number; readonly high: number; readonly low: number; readonly close: number };

/** Candles from one date to another with entries and exits on them, on a logarithmic axis where the prices grew so much that the early ones would be flat. A trade outside is left out. */
export function candleChart(prices: ReportPrices, trades: readonly Trade[], { hasLinks = false, height = 220, label, most = 160 }: CandleOptions): Html {
  const candles = joined(prices, most);
  if (candles.length < 2) return "";
  const [first, last] = [prices.date[0]!, prices.date.at(-1)!];
  const shown = trades.filter(({ entryTime, exitTime }) => exitTime >= first && entryTime <= last);
  const [low, high] = [Math.min(...candles.map((candle) => candle.low)), Math.max(...candles.map((candle) => candle.high))];
  const isLogarithmic = isBetterLogarithmic([[low, high]]);
  const place = isLogarithmic ? Math.log : (value: number) => value;
  const [bottom, top] = [place(low), place(high)];
  const margin = (top - bottom || 1) * 0.06;
  const y = (value: number) => round(100 - ((place(value) - bottom + margin) / (top - bottom + 2 * margin)) * 100);
  const width = 1000 / candles.length;
  const x = (column: number) => round((column + 0.5) * width);
  // The candle that a date lies in: the first one that ends with it or later.
  const at = (date: string) => {
    const found = candles.findIndex((candle) => candle.date >= date);
    return x(found < 0 ? candles.length - 1 : found);
  };
  const body = ({ close, open }: Candle, column: number) => {
    const [upper, lower] = [y(Math.max(open, close)), y(Math.min(open, close))];
    const half = width * 0.35;
    return `M${round(x(column) - half)} ${upper}H${round(x(column) + half)}V${Math.max(lower, round(upper + 0.4))}H${round(x(column) - half)}Z`;
  };
  const bodies = (isRise: boolean) => candles.map((candle, column) => (candle.close >= candle.open === isRise ? body(candle, column) : "")).join("");
  const wicks = (isRise: boolean) => candles.map((candle, column) => (candle.close >= candle.open === isRise ? `M${x(column)} ${y(candle.high)}V${y(candle.low)}` : "")).join("");
  const links = hasLinks ? shown.map((trade) => `<path class="link" d="M${at(trade.entryTime)} ${y(trade.entryPrice)}L${at(trade.exitTime)} ${y(trade.exitPrice)}"/>`) : [];
  const yTicks = (isLogarithmic ? growthTicks : valueTicks)(low, high, price, 4).map(({ at: value, words }) => ({ at: y(value), words }));
  const xTicks = dateTicks(candles.map(({ date }) => date), 5).map(({ at: column, words }) => ({ at: x(column) / 10, words }));
  return frame({
    label: isLogarithmic ? `${label}, logarithmic` : label, height,
    shapes: [
      ...yTicks.map(({ at: line }) => `<path class="grid" d="M0 ${line}H1000"/>`),
      `<path class="wick rise" d="${wicks(true)}"/><path class="wick fall" d="${wicks(false)}"/><path class="body rise" d="${bodies(true)}"/><path class="body fall" d="${bodies(false)}"/>`, ...links,
    ],
    xTicks, yTicks,
    keys: [{ name: "entry", tone: "entry" }, { name: "exit", tone: "exit" }],
    above: shown.flatMap((trade) => marks(trade, first, last).map(({ date, kind, value }) => `<i class="${kind}" style="left:${round(at(date) / 10)}%;top:${y(Math.min(high, Math.max(low, value)))}%" title="${text(`${trade.side} ${kind} ${date} at ${price(value)}`)}"></i>`)).join(""),
  });
}

function marks({ entryPrice, entryTime, exitPrice, exitTime, isOpen, side }: Trade, first: string, last: string) {
  const both = [{ kind: `entry ${side}`, date: entryTime, value: entryPrice }, ...(isOpen ? [] : [{ kind: `exit ${side}`, date: exitTime, value: exitPrice }])];
  return both.filter(({ date }) => date >= first && date <= last);
}

/** At most so many candles, no extreme lost; those without a price are left out. */
function joined({ close, date, high, low, open }: ReportPrices, most: number): Candle[] {
  const length = Math.max(1, Math.ceil(date.length / most));
  return Array.from({ length: Math.ceil(date.length / length) }, (_, k) => {
    const part = <T>(column: readonly T[]) => column.slice(k * length, (k + 1) * length);
    const known = (column: readonly (number | null)[]) => part(column).filter((value) => value !== null);
    return { date: part(date).at(-1)!, open: known(open)[0] ?? Number.NaN, high: Math.max(...known(high)), low: Math.min(...known(low)), close: known(close).at(-1) ?? Number.NaN };
  }).filter(({ close: c, high: h, low: l, open: o }) => [o, h, l, c].every(Number.isFinite));
}

/** The candles around a trade. */
export function around({ close, date, high, length, low, open, symbol }: ReportPrices, { entryTime, exitTime }: Trade, margin = 20): ReportPrices {
  const from = Math.max(0, date.findIndex((one) => one >= entryTime) - margin);
  const found = date.findIndex((one) => one >= exitTime);
  const to = (found < 0 ? date.length : found) + margin;
  return { symbol, length, date: date.slice(from, to), open: open.slice(from, to), high: high.slice(from, to), low: low.slice(from, to), close: close.slice(from, to) };
}
