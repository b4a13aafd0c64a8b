import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/** One series of several. in: [B, F, K]  out: [B, K] */
export const oneOf = weightless<{ readonly place: number }>("OneOf", {
  shape: (_, x) => [null, sizes("oneOf", x, 3)[1]!],
  call: ({ place }, x) => {
    const [B = 1, , K = 1] = x!.shape;
    return tf.reshape(tf.slice(x!, [0, place, 0], [B, 1, K]), [B, K]);
  },
});
