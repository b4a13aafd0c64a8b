import type { RandomKey } from "../random/index.ts";
import type { LayersModel } from "../tensorflow/index.ts";

/** The window a network reads: T steps of F features. */
export type WindowShape = { readonly lookback: number; readonly features: number };

/** A network not yet built: its name, and the stack of layers for a window's shape. The model maps [B, T, F] to [B, 1]. */
export type Network = {
  readonly name: string;
  build(shape: WindowShape, key: RandomKey): LayersModel;
};
