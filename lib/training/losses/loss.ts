import type { Tensor } from "../../tensorflow/index.ts";

/** What a target may be: any number, a number from 0 to 1, or the number of one of K ≥ 2 classes, 0 .. K−1. */
export type TargetKind = "number" | "share" | "class";

/** Standardised targets are z = (y − offset) / scale. */
export type TargetScale = { readonly offset: number; readonly scale: number };

/** What a fit makes small. */
export type Loss = {
  /** Name with its settings: a checkpoint compares it. */
  readonly name: string;
  /** Of the windows' first target. */
  readonly targets: TargetKind;
  /** Targets after the first, by their name in `Windows.others`. Default none. */
  readonly others?: readonly { readonly name: string; readonly kind: TargetKind }[];
  /** K, the numbers that the network gives a window. Default 1, for classes one each and at least two. */
  readonly outputs?: number;
  /** Loss of each window; plain TensorFlow ops with a gradient. in: targets [B, M], M = 1 + others; outputs [B, K]  out: [B] */
  readonly ofWindows: (targets: Tensor, outputs: Tensor) => Tensor;
  /** The same loss of standardised targets, where it asks for the place of zero. */
  readonly standardised?: (scale: TargetScale) => Loss;
};
