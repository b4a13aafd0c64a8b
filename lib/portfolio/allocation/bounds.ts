import { checkNumber } from "../weights.ts";

/** Which weights are allowed. */
export type Bounds = {
  /** "long-only": none below zero, the default. "long-short": short sales too. */
  readonly sides?: "long-only" | "long-short";
  /** Largest weight of one asset, and largest short one. Default: no limit but that of the sum. */
  readonly most?: number;
};

/** Lower and upper bound of each of `count` weights. */
export function boundsOf(where: string, count: number, { most = Infinity, sides = "long-only" }: Bounds): { readonly least: Float64Array; readonly most: Float64Array } {
  if (most !== Infinity) checkNumber(where, "most", most, "a weight above 0", (value) => value > 0);
  return { least: new Float64Array(count).fill(sides === "long-only" ? 0 : -most), most: new Float64Array(count).fill(most) };
}
