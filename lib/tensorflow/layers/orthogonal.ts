import type { Tensor2D } from "@tensorflow/tfjs";
import { randomKey, randomStream } from "../../random/index.ts";
import { tf } from "../load.ts";

/**
 * Rows of a random orthonormal set, for recurrent weights. Saxe, McClelland & Ganguli 2014; Gram–Schmidt on normal draws.
 * out: [rows, columns], rows ≤ columns, M Mᵀ = 1
 */
export function orthogonal(rows: number, columns: number, seed: number): Tensor2D {
  const { normal } = randomStream(randomKey(seed));
  const basis: Float64Array[] = [];
  while (basis.length < rows) {
    const vector = Float64Array.from({ length: columns }, normal);
    for (const other of basis) {
      const along = dot(vector, other);
      for (let k = 0; k < columns; k++) vector[k]! -= along * other[k]!;
    }
    const norm = Math.sqrt(dot(vector, vector));
    basis.push(vector.map((value) => value / norm));
  }
  return tf.tensor2d(Float32Array.from(basis.flatMap((row) => Array.from(row))), [rows, columns]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
