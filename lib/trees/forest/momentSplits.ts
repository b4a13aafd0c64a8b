import type { Bins } from "./bins.ts";
import { FEW, sortedPlaces, type Sample, type SplitSearch } from "./splits.ts";

/** Either numbers, or 0 and 1, of which the weight of each is given. */
export type Moments = { readonly targets: Float64Array; readonly weights?: readonly [zero: number, one: number] };

/**
 * Splits that lower Σ w (y − ȳ)², of y = 0 and 1 half the weighted gini, w how often a row was drawn times the weight of its class: by
 *   S_L²/w_L + S_R²/w_R − S²/w = (S_L w − S w_L)² / (w w_L w_R), S = Σ w y
 * No side has fewer than `least` draws.
 */
export function momentSplits({ targets, weights }: Moments, { codes, edges }: Bins, { rows, times }: Sample, least: number): SplitSearch {
  const count = targets.length;
  const columns = edges.map((_, p) => codes.subarray(p * count, (p + 1) * count));
  /** Of the node's rows. Two numbers each: the draws and their sum, or of classes the draws of 0 and those of 1. */
  const pairs = new Float64Array(2 * count);
  const labels = new Int32Array(count);
  const histogram = new Float64Array(2 * 256);
  const places = new Int32Array(FEW);
  const isClasses = weights !== undefined;
  // Draws, weight and sum are linear in the pairs.
  const [zero, one] = weights ?? [1, 0];
  const [drawsOfSecond, sumOfSecond] = isClasses ? [1, one] : [0, 1];
  const best = { input: -1, bin: 0, gain: 0 };
  let [begin, size, first, second, ratio] = [0, 0, 0, 0, -1];

  function lookAtMany(column: Uint8Array, input: number): boolean {
    const [from, many, intervals] = [begin, size, edges[input]!.length + 1];
    histogram.fill(0, 0, 2 * intervals);
    if (isClasses) for (let i = 0; i < many; i++) histogram[2 * column[rows[from + i]!]! + labels[i]!]! += times[rows[from + i]!]!;
    else {
      for (let i = 0; i < many; i++) {
        const at = 2 * column[rows[from + i]!]!;
        histogram[at]! += pairs[2 * i]!;
        histogram[at + 1]! += pairs[2 * i + 1]!;
      }
    }
    const [draws, weight, sum] = [first + drawsOfSecond * second, zero * first + one * second, sumOfSecond * second];
    let [a, b, bin, highest] = [0, 0, -1, ratio];
    for (let code = 0; code < intervals; code++) {
      a += histogram[2 * code]!;
      b += histogram[2 * code + 1]!;
      const drawsHere = a + drawsOfSecond * b;
      if (drawsHere < least) continue;
      if (draws - drawsHere < least) break;
      const weightHere = zero * a + one * b;
      const apart = sumOfSecond * b * weight - sum * weightHere;
      const spread = weightHere * (weight - weightHere);
      if (apart * apart > highest * spread) {
        highest = (apart * apart) / spread;
        bin = code;
      }
    }
    if (bin < 0) {
      const at = 2 * column[rows[from]!]!;
      return histogram[at]! + drawsOfSecond * histogram[at + 1]! < draws;
    }
    let next = bin + 1;
    while (histogram[2 * next]! + drawsOfSecond * histogram[2 * next + 1]! === 0) next++;
    found(input, (bin + next - 1) >> 1, highest, weight);
    return true;
  }

  function lookAtFew(column: Uint8Array, input: number): boolean {
    const many = size;
    sortedPlaces(places, column, rows, begin, many);
    const last = Math.floor(places[many - 1]! / FEW);
    if (Math.floor(places[0]! / FEW) === last) return false;
    const [draws, weight, sum] = [first + drawsOfSecond * second, zero * first + one * second, sumOfSecond * second];
    let [a, b, bin, highest] = [0, 0, -1, ratio];
    for (let k = 0; k + 1 < many; k++) {
      const place = places[k]! % FEW;
      a += pairs[2 * place]!;
      b += pairs[2 * place + 1]!;
      const code = Math.floor(places[k]! / FEW);
      const next = Math.floor(places[k + 1]! / FEW);
      const drawsHere = a + drawsOfSecond * b;
      if (code === next || drawsHere < least || draws - drawsHere < least) continue;
      const weightHere = zero * a + one * b;
      const apart = sumOfSecond * b * weight - sum * weightHere;
      const spread = weightHere * (weight - weightHere);
      if (apart * apart > highest * spread) {
        highest = (apart * apart) / spread;
        bin = (code + next - 1) >> 1;
      }
    }
    if (bin >= 0) found(input, bin, highest, weight);
    return true;
  }

  function found(input: number, bin: number, highest: number, weight: number): void {
    ratio = highest;
    best.input = input;
    best.bin = bin;
    best.gain = highest / weight;
  }

  return {
    best,
    open: (from, to) => {
      [begin, size, ratio] = [from, to - from, -1];
      best.input = -1;
      let [a, b, isPure] = [0, 0, true];
      const y = targets[rows[from]!]!;
      for (let i = 0; i < to - from; i++) {
        const row = rows[from + i]!;
        const [target, draws] = [targets[row]!, times[row]!];
        if (target !== y) isPure = false;
        if (isClasses) labels[i] = target;
        a += pairs[2 * i] = isClasses ? draws * (1 - target) : draws;
        b += pairs[2 * i + 1] = draws * target;
      }
      [first, second] = [a, b];
      return !isPure && a + drawsOfSecond * b >= 2 * least;
    },
    look: (input) => (size < FEW ? lookAtFew : lookAtMany)(columns[input]!, input),
    cover: () => zero * first + one * second,
    tell: (values) => void values.push(sumOfSecond * second / (zero * first + one * second)),
  };
}
