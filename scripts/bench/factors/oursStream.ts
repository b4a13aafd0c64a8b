import { computeFactors, streamFactors } from "../../../lib/factors/index.ts";
import { sliceBars, type Bars } from "../../../lib/market/bars.ts";

/** Bars that a stream has seen before it is timed, and behind which it is compared with the columns. */
const WARM_UP = 5_000;

export type WarmStream = {
  /** Where the values behind the warm-up are not those of the columns. */
  readonly difference: string | null;
  /** Feeds the next bar; behind the last one comes the first again, later by the length of the series. */
  append(): void;
};

/** A stream of columns that has seen so many bars that its code is compiled. */
export function warmStream(bars: Bars, ids: readonly string[]): WarmStream {
  const { close, closeTime, high, interval, low, open, symbol, volume } = bars;
  const rows = closeTime.length;
  const span = closeTime[rows - 1]! - closeTime[0]! + closeTime[1]! - closeTime[0]!;
  const stream = streamFactors({ ids, interval, symbol });
  let [t, later] = [0, 0];
  const append = () => {
    stream.append({ closeTime: closeTime[t]! + later, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! });
    t++;
    if (t === rows) [t, later] = [0, later + span];
  };
  const warmUp = Math.min(WARM_UP, rows);
  for (let k = 0; k < warmUp; k++) append();
  const { values } = computeFactors(sliceBars(bars, 0, warmUp), ids);
  const place = ids.findIndex((id, k) => !isEqual(stream.values[k]!, values[id]!.at(-1)!));
  return { append, difference: place < 0 ? null : `${ids[place]}: streamed ${stream.values[place]}, computed ${values[ids[place]!]!.at(-1)}` };
}

/** To the last bit, or no value in both. */
export function equalColumns(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, t) => Object.is(value, b[t]));
}

function isEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)) || (Number.isNaN(a) && Number.isNaN(b));
}
