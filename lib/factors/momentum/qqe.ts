import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { absolute, change, ema, scaled } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** A level that follows x at a distance and never gives way until x crosses it: below while x rises (direction 1), above while it falls (−1). */
function trail(x: Line, distance: Line): readonly [level: Line, direction: Line] {
  return operators("qqeTrail", [x, distance], [], {
    delays: [0, 0] as const,
    lookback: 1,
    registers: 3,
    start: ([x, distance], [level, direction], registers) => (from, to, seen) => {
      let below = registers[0]!, above = registers[1]!, way = registers[2]!;
      for (let t = from; t < to; t++) {
        const now = x[t]!;
        const isFirst = seen + t - from === 0;
        if (isFirst) way = 1;
        else if (now > above && x[t - 1]! <= above) way = 1;
        else if (now < below && x[t - 1]! >= below) way = -1;
        const floor = now - distance[t]!;
        const ceiling = now + distance[t]!;
        below = !isFirst && now > below && x[t - 1]! > below && below > floor ? below : floor;
        above = !isFirst && now < above && x[t - 1]! < above && above < ceiling ? above : ceiling;
        level[t] = way > 0 ? below : above;
        direction[t] = way;
      }
      registers[0] = below;
      registers[1] = above;
      registers[2] = way;
    },
  });
}

/** Quantitative qualitative estimation: the smoothed RSI with a level that trails it. Percent; NaN for t < 5·period + smooth − 4 where it needs the level. Livshin. */
export const qqeFactor = defineFactor({
  name: "qqe",
  family: "momentum",
  formula: "rsi = EMA(RSI(period), smooth); the level trails it at factor·EMA(EMA(|rsi − rsi[−1]|)), both over 2·period − 1, below it while it rises and above while it falls",
  source: "Livshin; pandas-ta qqe, which also turns when the RSI comes back through the level it has left",
  edge: "50 on flat prices, direction 1",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), smooth: barCount(1, 200), factor: optionalNumber(4.236, 0.1, 100) },
  outputs: [
    { id: "qqe", description: "Level that trails the smoothed RSI", unit: "percent" },
    { id: "qqe_rsi", description: "Smoothed RSI", unit: "percent" },
    { id: "qqe_direction", description: "1 while the smoothed RSI is above its trailing level, −1 while it is below", unit: "flag" },
  ],
  defaults: [],
  more: [[14, 5]],
  lines: ({ close }, { period, smooth, factor }) => {
    const strength = ema(rsi(close, period), smooth);
    const moved = absolute(change(strength, 1));
    const [level, direction] = trail(strength, scaled(ema(ema(moved, 2 * period - 1), 2 * period - 1), factor));
    return [level, strength, direction];
  },
});
