import type { Head } from "../../models/network.ts";
import { tf, type Tensor } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { awayFromEdge, binaryTerms } from "./crossentropy.ts";
import type { Loss, TargetKind } from "./loss.ts";

/** A head and how much it weighs. Default weight 1. */
export type WeightedHead = Head & { readonly weight?: number };

/**
 * The weighted sum of the losses of several heads: Σ_k w_k L_k, L_k = (y_k − ŷ_k)² of a value, the binary crossentropy of a probability.
 * The first head's target is that of the windows, the others' are named in `Windows.others`.
 */
export function heads(list: readonly WeightedHead[]): Loss {
  const [first, ...rest] = list;
  if (!first) throw new TrainingError('heads: there is no head; give heads such as [{ name: "1 h", kind: "value" }]');
  for (const { name, weight = 1 } of list) {
    if (!(weight >= 0 && weight < Infinity)) throw new TrainingError(`heads: the weight of "${name}" must be ≥ 0, got ${weight}`);
    if (list.filter((head) => head.name === name).length > 1) throw new TrainingError(`heads: "${name}" is named twice`);
  }
  return {
    name: `heads(${list.map(({ kind, name, weight = 1 }) => `${name}: ${kind} × ${weight}`).join(", ")})`,
    targets: kindOf(first),
    others: rest.map((head) => ({ name: head.name, kind: kindOf(head) })),
    outputs: list.length,
    ofWindows: (targets, outputs) => tf.addN(list.map((head, k) => tf.mul(lossOfHead(head, columnOf(targets, k), columnOf(outputs, k)), head.weight ?? 1))),
  };
}

function kindOf({ kind }: Head): TargetKind {
  return kind === "value" ? "number" : "share";
}

/** in: [B] both  out: [B] */
function lossOfHead({ kind }: Head, y: Tensor, output: Tensor): Tensor {
  return kind === "value" ? tf.squaredDifference(y, output) : binaryTerms(y, awayFromEdge(output), false);
}

/** in: [B, K]  out: [B] */
function columnOf(x: Tensor, k: number): Tensor {
  const [batch = 1] = x.shape;
  return tf.reshape(tf.slice(x, [0, k], [batch, 1]), [batch]);
}
