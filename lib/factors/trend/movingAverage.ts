import type { Line } from "../engine/line.ts";
import { barCount, defineFactor, type Factor } from "../factor.ts";
import { distance } from "../operators/index.ts";

/** What distinguishes one moving average from the others. */
export type MovingAverage = {
  readonly name: string;
  readonly words: string;
  readonly formula: string;
  readonly source: string;
  readonly average: (close: Line, period: number) => Line;
  readonly least?: number;
  readonly defaults?: readonly (readonly number[])[];
  readonly more?: readonly (readonly number[])[];
};

/** A moving average of the close, and the distance of the close to it as a share of it. */
export function movingAverage({ average, defaults = [], formula, least = 2, more, name, source, words }: MovingAverage): Factor {
  return defineFactor({
    name,
    family: "trend",
    formula: `${formula}; distance = close/${name} − 1`,
    source,
    edge: "the price itself on flat prices, distance 0",
    inputs: ["close"],
    parameters: { period: barCount(least, 1000) },
    outputs: [
      { id: name, description: `${words} of the close`, unit: "price" },
      { id: `${name}_distance`, description: `Distance of the close to its ${words.charAt(0).toLowerCase()}${words.slice(1)}`, unit: "ratio" },
    ],
    defaults,
    ...(more && { more }),
    example: [20],
    lines: ({ close }, { period }) => {
      const line = average(close, period);
      return [line, distance(close, line)];
    },
  });
}
