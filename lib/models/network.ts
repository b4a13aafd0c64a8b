import type { RandomKey } from "../random/index.ts";
import type { LayersModel } from "../tensorflow/index.ts";

/** The window a network reads: T steps of F features. */
export type WindowShape = { readonly lookback: number; readonly features: number };

/** One answer of a network with several: its name, and whether it is a number or the probability (sigmoid) that its target is 1. */
export type Head = { readonly name: string; readonly kind: "value" | "probability" };

/** What the outputs [B, K] of a network are. */
export type Outputs =
  /** The forecast. K = 1 */
  | { readonly kind: "value" }
  /** Quantiles of these levels, ascending. The forecast is that of level 0.5. */
  | { readonly kind: "quantiles"; readonly levels: readonly number[] }
  /** Scores of K ≥ 2 classes before the softmax. */
  | { readonly kind: "classes"; readonly count: number }
  /** One each; the first is the forecast. The other heads' targets are named in `Windows.others`. */
  | { readonly kind: "heads"; readonly heads: readonly Head[] };

/** A network not yet built: its name, and its layers for a window's shape. The model maps [B, T, F] to [B, K]. */
export type Network = {
  readonly name: string;
  /** Default: one value. */
  readonly outputs?: Outputs;
  build(shape: WindowShape, key: RandomKey): LayersModel;
};

/** K, the numbers that a network gives for a window. */
export function outputWidth(outputs: Outputs = { kind: "value" }): number {
  switch (outputs.kind) {
    case "value": return 1;
    case "quantiles": return outputs.levels.length;
    case "classes": return outputs.count;
    case "heads": return outputs.heads.length;
  }
}
