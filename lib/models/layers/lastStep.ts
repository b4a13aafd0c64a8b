import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/** The last step of a sequence. in: [B, T, d]  out: [B, d] */
export const lastStep = weightless("LastStep", {
  shape: (_, x) => [null, sizes("lastStep", x, 3)[1]!],
  call: (_, x) => {
    const [B = 1, T = 1, d = 1] = x!.shape;
    return tf.reshape(tf.slice(x!, [0, T - 1, 0], [B, 1, d]), [B, d]);
  },
});
