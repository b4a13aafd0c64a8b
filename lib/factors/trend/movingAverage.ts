import type { Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines, type Factor, type Input } from "../factor.ts";
import { distance } from "../operators/index.ts";

/** What distinguishes one moving average from the others. */
export type MovingAverage = {
  readonly name: string;
  readonly words: string;
  readonly formula: string;
  readonly source: string;
  readonly edge?: string;
  /** Columns it reads besides the close. */
  readonly also?: readonly Input[];
  /** Shortest period, 2 if left out. */
  readonly least?: number;
  readonly average: (bar: BarLines, period: number) => Line;
  readonly defaults?: readonly (readonly number[])[];
  readonly more?: readonly (readonly number[])[];
};

/** A moving average of the close, and the distance of the close to it as a share of it. */
export function movingAverage({ also = [], average, defaults = [], edge, formula, least = 2, more, name, source, words }: MovingAverage): Factor {
  return defineFactor({
    name,
    family: "trend",
    formula: `${formula}; distance = close/${name} − 1`,
    source,
    edge: edge ?? "the price itself on flat prices, distance 0",
    inputs: ["close", ...also],
    parameters: { period: barCount(least, 1000) },
    outputs: [
      { id: name, description: `${words} of the close`, unit: "price" },
      { id: `${name}_distance`, description: `Distance of the close to its ${words.charAt(0).toLowerCase()}${words.slice(1)}`, unit: "ratio" },
    ],
    defaults,
    ...(more && { more }),
    example: [20],
    lines: (bar, { period }) => {
      const line = average(bar, period);
      return [line, distance(bar.close, line)];
    },
  });
}
