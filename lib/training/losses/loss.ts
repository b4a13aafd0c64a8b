import type { Tensor } from "../../tensorflow/index.ts";

/** What a fit makes small. */
export type Loss = {
  /** Name with its settings: a checkpoint compares it. */
  readonly name: string;
  /** What targets may be: any number, a number from 0 to 1, or the number of one of K ≥ 2 classes, 0 .. K−1. */
  readonly targets: "number" | "share" | "class";
  /** Loss of each window; plain TensorFlow ops with a gradient. in: targets [B, 1], outputs [B, K]  out: [B] */
  readonly ofWindows: (targets: Tensor, outputs: Tensor) => Tensor;
};
