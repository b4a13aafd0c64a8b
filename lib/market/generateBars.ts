import { type RandomKey, randomStream, split } from "../random/index.ts";
import { INTERVAL_MILLIS } from "./barTime.ts";
import type { Bars, Interval } from "./bars.ts";
import { isTradingDay } from "./calendars/newYorkDays.ts";
import { MarketError } from "./error.ts";
import type { UtcMillis } from "./units.ts";

/** How a synthetic market moves. */
export type MarketRecipe = {
  readonly symbol: string;
  readonly rows: number;
  readonly interval: Interval;
  /** First moment: the day of the first daily bar, or the open of the first shorter one. */
  readonly start: UtcMillis;
  /** Standard deviation of the log return of a bar. */
  readonly volatility: number;
  /** Persistence of the variance, the sum of both GARCH(1,1) coefficients; 0 gives constant volatility. */
  readonly clustering: number;
  /** Known edge: the share of each log return that the next one repeats; 0 is a market without edge. */
  readonly edge: number;
};

/** Steps inside a bar from which its high and low come. */
const STEPS = 8;
/** The news coefficient of the GARCH recursion. */
const NEWS = 0.08;

/**
 * A synthetic market: r_t = edge·r_{t−1} + s_t·z_t, s²_{t+1} = ω + 0.08·(s_t·z_t)² + (clustering − 0.08)·s²_t, z standard normal. Bollerslev 1986.
 * Highs and lows come from a bridge of eight steps, of which the first is a daily bar's night. Daily bars fall on days of the New York calendar, shorter ones go round the clock. The provenance says that it is no market.
 */
export function generateBars(recipe: MarketRecipe, key: RandomKey): Bars {
  const { clustering, edge, interval, rows, symbol, volatility } = recipe;
  if (!Number.isInteger(rows) || rows < 1) throw new MarketError(`generateBars: rows must be a whole number ≥ 1, got ${rows}`);
  if (!(Math.abs(edge) < 1) || !(clustering >= 0 && clustering < 1) || !(volatility > 0)) {
    throw new MarketError(`generateBars: needs edge between −1 and 1, clustering from 0 to below 1 and volatility above 0, got ${edge}, ${clustering}, ${volatility}`);
  }
  const [returns, inside, trade] = [randomStream(split(key, "returns")), randomStream(split(key, "inside")), randomStream(split(key, "volume"))];
  const news = clustering === 0 ? 0 : Math.min(NEWS, clustering);
  const column = (): Float64Array => new Float64Array(rows);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  let [variance, previous, price] = [volatility ** 2, 0, 100];
  for (let t = 0; t < rows; t++) {
    const shock = Math.sqrt(variance) * returns.normal();
    const move = edge * previous + shock;
    const walk = bridge(move, Math.sqrt(variance), inside.normal).slice(interval === "1d" ? 1 : 0);
    [open[t], close[t]] = [price * Math.exp(walk[0]!), price * Math.exp(move)];
    [low[t], high[t]] = [price * Math.exp(Math.min(...walk)), price * Math.exp(Math.max(...walk))];
    volume[t] = Math.round(1e6 * Math.exp(0.3 * trade.normal() + 0.4 * Math.abs(shock) / volatility));
    variance = volatility ** 2 * (1 - clustering) + news * shock ** 2 + (clustering - news) * variance;
    previous = move;
    price = close[t]!;
  }
  const provenance = `generated, not a market: ${edge === 0 ? "no edge" : `each return repeats ${edge} of the last`}, volatility ${volatility} a bar, clustering ${clustering}`;
  return { symbol, interval, provenance, closeTime: closeTimes(recipe), open, high, low, close, volume };
}

/** Points of a random walk from 0 to `end`, both ends included. */
function bridge(end: number, deviation: number, normal: () => number): number[] {
  const walk = [0];
  for (let k = 0; k < STEPS; k++) walk.push(walk[k]! + (deviation / Math.sqrt(STEPS)) * normal());
  const points = walk.map((value, k) => value + (k / STEPS) * (end - walk[STEPS]!));
  points[STEPS] = end;
  return points;
}

function closeTimes({ interval, rows, start }: MarketRecipe): Float64Array {
  const step = INTERVAL_MILLIS[interval];
  if (interval !== "1d") return Float64Array.from({ length: rows }, (_, t) => start + (t + 1) * step);
  const times = new Float64Array(rows);
  let day = Math.floor(start / step);
  for (let t = 0; t < rows; day++) if (isTradingDay(day * step)) times[t++] = (day + 1) * step - 1;
  return times;
}
