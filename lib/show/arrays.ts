import type { MimeBundle } from "./bundle.ts";
import { lineBundle } from "./fields.ts";
import { formatNumber } from "./formats.ts";

type Numbers = Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | Uint8ClampedArray;

/** A tfjs tensor, known by its fields: a notebook may hold another instance of the package. */
export type TensorLike = { readonly shape: readonly number[]; readonly dtype: string; readonly isDisposed: boolean; dataSync(): unknown };

const FIRST = 6;

export function isNumbers(value: object): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array);
}

export function isTensor(value: object): value is TensorLike {
  return "shape" in value && Array.isArray(value.shape) && "dtype" in value && "dataSync" in value && "isDisposed" in value;
}

/** "Float64Array [5,113] · −0.13 … 0.11 · 30 NaN", and the first values below. */
export function numbersBundle(name: string, values: ArrayLike<number>, shape: readonly number[] = [values.length]): MimeBundle {
  const { low, high, missing } = rangeOf(values);
  const range = low > high ? "" : `${formatNumber(low)} … ${formatNumber(high)}`;
  const head = [`${name} [${shape.map((size) => size.toLocaleString("en")).join(", ")}]`, range, missing > 0 ? `${missing.toLocaleString("en")} NaN` : ""];
  const first = Array.from({ length: Math.min(FIRST, values.length) }, (_, k) => formatNumber(values[k]!));
  return lineBundle(`${head.filter((part) => part !== "").join(" · ")}\n${first.join(", ")}${values.length > FIRST ? ", …" : ""}`);
}

export function tensorBundle(tensor: TensorLike): MimeBundle {
  const name = `Tensor ${tensor.dtype}`;
  if (tensor.isDisposed) return lineBundle(`${name} [${tensor.shape.join(", ")}] · disposed`);
  const values = tensor.dataSync();
  if (typeof values === "object" && values !== null && isNumbers(values)) return numbersBundle(name, values, tensor.shape);
  return lineBundle(`${name} [${tensor.shape.join(", ")}] · ${Array.isArray(values) ? values.slice(0, FIRST).join(", ") : ""}`);
}

/** Smallest and largest value and the number of missing ones. */
export function rangeOf(values: ArrayLike<number>): { readonly low: number; readonly high: number; readonly missing: number } {
  let [low, high, missing] = [Infinity, -Infinity, 0];
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) missing++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high, missing };
}
