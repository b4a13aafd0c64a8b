import { tf } from "../../tensorflow/index.ts";
import { weightless } from "./weightless.ts";

/** A path set upon the last value of one column of the window. in: path [B, H, K], x [B, T, F]  out: [B, H, K] */
export const fromLevel = weightless<{ readonly place: number }>("FromLevel", {
  shape: (_, path = []) => path,
  call: ({ place }, path, x) => {
    const [B = 1, T = 1] = x!.shape;
    return tf.add(path!, tf.slice(x!, [0, T - 1, place], [B, 1, 1]));
  },
});
