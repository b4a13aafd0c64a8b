import { column, computeFactors } from "../factors/index.ts";
import type { Bars } from "../market/bars.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

/** Closes the reader's code is tried on: random walks of several lengths. */
const CLOSES: readonly Float64Array[] = [40, 61, 97].map((rows, seed) => {
  const { normal } = randomStream(randomKey(seed));
  let level = 0;
  return Float64Array.from({ length: rows }, () => 100 * Math.exp((level += 0.02 * normal())));
});

/** What a factor of the close is, computed by the library. */
function factorOf(close: Float64Array, id: string): Float64Array {
  const closeTime = close.map((_, t) => t * 86_400_000 + 86_399_999);
  const bars: Bars = { symbol: "EXERCISE", interval: "1d", provenance: "random walk", closeTime, open: close, high: close, low: close, close, volume: close };
  return column(computeFactors(bars, [id]), id);
}

/** Says so if the values of early rows change when later rows are taken away. */
function lookAhead(answer: (close: Float64Array) => ArrayLike<number>, close: Float64Array): string | undefined {
  const whole = Array.from(answer(close.slice()));
  for (let cut = close.length >> 1; cut < close.length; cut++) {
    if (differenceOf(whole.slice(0, cut), answer(close.slice(0, cut))) !== undefined) {
      return "It looks ahead: early values change when later closes are taken away. Use the closes up to the row, and no others.";
    }
  }
  return undefined;
}

/** Exercises of notebook 03. */
export const factorsExercises = {
  movingAverage: exercise<(close: Float64Array, period: number) => ArrayLike<number>>({
    number: 1,
    title: "a trailing mean",
    task: "Return, for each row, the mean of the last `period` closes, the row's own included; NaN while there are fewer.",
    check(answer) {
      for (const [close, period] of [[CLOSES[0]!, 5], [CLOSES[1]!, 20], [CLOSES[2]!, 2]] as const) {
        const difference = differenceOf(answer(close.slice(), period), factorOf(close, `sma_${period}`));
        if (difference) return lookAhead((x) => answer(x, period), close) ?? `For period ${period}: ${difference}`;
      }
      return undefined;
    },
  }),
  rsi: exercise<(close: Float64Array, period: number) => ArrayLike<number>>({
    number: 2,
    title: "the RSI",
    task: "Return the relative strength index. The first averages are plain means of the first `period` rises and falls; then each new one moves the average by 1/period of the difference.",
    check(answer) {
      for (const [close, period] of [[CLOSES[1]!, 14], [CLOSES[2]!, 7]] as const) {
        const expected = factorOf(close, `rsi_${period}`);
        const got = answer(close.slice(), period);
        const difference = differenceOf(got, expected);
        if (difference === undefined) continue;
        const plain = plainRsi(close, period);
        return differenceOf(got, plain) === undefined ? "You average over a window that rolls. Wilder's average never forgets: each new one is the old one moved by 1/period of the difference." : `For period ${period}: ${difference}`;
      }
      return undefined;
    },
  }),
  drawdown: exercise<(close: Float64Array) => ArrayLike<number>>({
    number: 3,
    title: "drawdown without the future",
    task: "Return close divided by the highest close so far, minus 1: zero at a new high, negative below it.",
    check(answer) {
      for (const close of CLOSES) {
        let highest = 0;
        const expected = close.map((price) => price / (highest = Math.max(highest, price)) - 1);
        const difference = differenceOf(answer(close.slice()), expected);
        if (difference) return lookAhead(answer, close) ?? difference;
      }
      return undefined;
    },
  }),
  weekCycle: exercise<(day: number) => readonly [sin: number, cos: number]>({
    number: 4,
    title: "the week as a circle",
    task: "Return the sine and the cosine of 2π·day/7 for a day of the week, 0 (Monday) to 6 (Sunday), so that Sunday lies beside Monday.",
    check(answer) {
      for (let day = 0; day < 7; day++) {
        const angle = (2 * Math.PI * day) / 7;
        const difference = differenceOf(answer(day), [Math.sin(angle), Math.cos(angle)]);
        if (difference) return `For day ${day}: ${difference}`;
      }
      return undefined;
    },
  }),
};

/** The RSI with plain rolling means in place of Wilder's averages: the usual mistake. */
function plainRsi(close: Float64Array, period: number): Float64Array {
  return close.map((_, t) => {
    if (t < period) return Number.NaN;
    let gain = 0;
    let loss = 0;
    for (let k = t - period + 1; k <= t; k++) {
      const step = close[k]! - close[k - 1]!;
      if (step > 0) gain += step;
      else loss -= step;
    }
    return (100 * gain) / (gain + loss);
  });
}
