import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "./load.ts";
import { isNative, nativeBackend, runOp } from "./native.ts";

/**
 * Rows of a float tensor by their positions. As tf.gather, which on the native engine reads the positions back to check them
 * and so cannot stand in a compiled step; TensorFlow checks them as well. No gradient.
 * in: x [N, …], positions int32 [B]  out: [B, …]
 */
export function gatherRows(x: Tensor, positions: Tensor): Tensor {
  if (!isNative()) return tf.gather(x, positions);
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = nativeBackend().binding;
  const attributes = [
    { name: "Tparams", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "Tindices", type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: "Taxis", type: TF_ATTR_TYPE, value: TF_INT32 },
  ];
  const [rows] = tf.tidy(() => runOp("GatherV2", attributes, [x, positions, tf.scalar(0, "int32")], 1));
  return rows!;
}
