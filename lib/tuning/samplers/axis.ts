import type { Range } from "../../catalogue/searchSpace.ts";

/** A numeric range as a line on which a search is even: logarithms where the range says so, a cell of equal size for each whole number elsewhere. */
export type Axis = {
  readonly low: number;
  readonly high: number;
  toValue(place: number): number;
  toPlace(value: number): number;
  /** The stretch of places that become the same value; undefined where each place is a value of its own. */
  cell(place: number): readonly [from: number, to: number] | undefined;
};

export function axisOf(range: Exclude<Range, { kind: "choice" }>): Axis {
  const [scale, unscale] = range.log ? [Math.log, Math.exp] : [same, same];
  const within = (value: number, high: number): number => Math.min(high, Math.max(range.low, value));
  if (range.kind === "float") {
    return { low: scale(range.low), high: scale(range.high), toPlace: scale, toValue: (place) => within(unscale(place), range.high), cell: () => undefined };
  }
  const step = range.step ?? 1;
  const last = range.low + step * Math.floor((range.high - range.low) / step);
  const toValue = (place: number): number => within(range.low + step * Math.round((unscale(place) - range.low) / step), last);
  return {
    low: scale(range.low - step / 2),
    high: scale(last + step / 2),
    toPlace: scale,
    toValue,
    cell: (place) => [scale(toValue(place) - step / 2), scale(toValue(place) + step / 2)],
  };
}

function same(x: number): number {
  return x;
}
