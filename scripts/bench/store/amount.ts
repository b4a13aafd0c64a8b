import { mapBars, sliceBars, type Bars } from "../../../lib/market/index.ts";
import type { Amount } from "./protocol.ts";

/** Symbol k of the benchmark. */
export const symbolOf = (k: number): string => `S${String(k).padStart(3, "0")}`;

/** Each symbol has prices of its own, so that no store can keep one for all. */
export const scaleOf = (k: number): number => 1 + k / 100;

/** Rows of symbol k, prices in cents as exchanges quote them. Every language computes them equal to the last bit. */
export function barsOfSymbol(base: Bars, k: number, from = 0, to = base.closeTime.length): Bars {
  const scale = scaleOf(k);
  const bars = mapBars(sliceBars(base, from, to), (column, name) => (name === "closeTime" || name === "volume" ? column : column.map((price) => Math.floor(price * scale * 100 + 0.5) / 100)));
  return { ...bars, symbol: symbolOf(k) };
}

/** Bar number `n` after the last one of the base. */
export function nextBar(base: Bars, n: number): Bars {
  const last = sliceBars(base, -1);
  return mapBars(last, (column, name) => (name === "closeTime" ? column.map((time) => time + 60_000 * (n + 1)) : column));
}

export type Stretch = { readonly symbol: number; readonly from: number };

/** The stretches that are read, the same for every side: Park and Miller's generator, which every language computes exactly. */
export function stretches({ rows, symbols }: Amount, reads: number, length: number): readonly Stretch[] {
  let state = 20261121;
  const next = (): number => (state = (state * 48271) % 2147483647);
  return Array.from({ length: reads }, () => {
    const symbol = next() % symbols;
    return { symbol, from: next() % (rows - length) };
  });
}
