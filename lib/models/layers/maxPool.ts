import { tf, type Tensor } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/** The greater of each two steps. Of an odd number the oldest is left out, so that the newest is always read. in: [B, T, C]  out: [B, ⌊T/2⌋, C] */
export const maxPool1d = weightless("MaxPool1d", {
  shape: (_, x) => {
    const [T = 0, C = 0] = sizes("maxPool1d", x, 3);
    return [null, Math.floor(T / 2), C];
  },
  call: (_, x) => {
    const [B = 1, T = 1, C = 1] = x!.shape;
    const half = Math.floor(T / 2);
    const even = T % 2 === 0 ? x! : tf.slice(x!, [0, 1, 0], [B, T - 1, C]);
    return tf.reshape(greaterOfTwo(tf.reshape(even, [B * half, 2, C])), [B, half, C]);
  },
});

/** The greatest of each square of four points; an odd first row or column is left out. in: [B, Y, X, C]  out: [B, ⌊Y/2⌋, ⌊X/2⌋, C] */
export const maxPool2d = weightless("MaxPool2d", {
  shape: (_, x) => {
    const [Y = 0, X = 0, C = 0] = sizes("maxPool2d", x, 4);
    return [null, Math.floor(Y / 2), Math.floor(X / 2), C];
  },
  call: (_, x) => {
    const [B = 1, Y = 1, X = 1, C = 1] = x!.shape;
    const [rows, columns] = [Math.floor(Y / 2), Math.floor(X / 2)];
    const even = tf.slice(x!, [0, Y % 2, X % 2, 0], [B, 2 * rows, 2 * columns, C]);
    const acrossColumns = greaterOfTwo(tf.reshape(even, [B * 2 * rows * columns, 2, C])); // [B·2Y'·X', C]
    const acrossRows = greaterOfTwo(tf.reshape(acrossColumns, [B * rows, 2, columns * C])); // [B·Y', X'·C]
    return tf.reshape(acrossRows, [B, rows, columns, C]);
  },
});

/** in: [M, 2, C]  out: [M, C] */
function greaterOfTwo(x: Tensor): Tensor {
  const [M = 1, , C = 1] = x.shape;
  const part = (k: number) => tf.reshape(tf.slice(x, [0, k, 0], [M, 1, C]), [M, C]);
  return tf.maximum(part(0), part(1));
}
