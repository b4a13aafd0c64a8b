import type { Handle } from "../handle.ts";
import { copied, koffi, made } from "../native.ts";
import { defaultThreads } from "../threads.ts";
import type { Booster, Matrix } from "../types.ts";
import { addressOf, xgboostLibrary } from "./library.ts";
import { dataOf } from "./matrix.ts";
import { newBooster } from "./train.ts";

const CONTRIBUTIONS = 2;

/** Trees from the bytes that training gave. `inputs` is P, `outputs` K. */
export function loadXgboost(bytes: Uint8Array, { inputs, outputs = 1, threads = defaultThreads() }: { inputs: number; outputs?: number; threads?: number }): Booster {
  const { call, load, predictDense, predictMatrix } = xgboostLibrary();
  const booster = newBooster([], { nthread: threads });
  try {
    call(load, booster.pointer, bytes, bytes.length);
  } catch (error) {
    booster.free();
    throw error;
  }
  return {
    outputs,
    predict(matrix) {
      const out: [bigint | null] = [null];
      call(predictDense, booster.pointer, interfaceOf(matrix), `{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true,"missing":NaN,"cache_id":0}`, null, [null], [null], out);
      return copied(made(out), matrix.rows * outputs);
    },
    contributions(matrix) {
      const data = dataOf(matrix, threads);
      try {
        const out: [bigint | null] = [null];
        call(predictMatrix, booster.pointer, data.pointer, JSON.stringify({ type: CONTRIBUTIONS, training: false, iteration_begin: 0, iteration_end: 0, strict_shape: true }), [null], [null], out);
        return copied(made(out), matrix.rows * outputs * (inputs + 1));
      } finally {
        data.free();
      }
    },
    gain: () => gainOf(booster, inputs),
    free: () => booster.free(),
  };
}

/** NumPy's description of an array in memory. */
function interfaceOf({ rows, values, width }: Matrix): string {
  return `{"data":[${addressOf(values)},true],"shape":[${rows},${width}],"typestr":"<f4","version":3}`;
}

/** The library names the inputs f0, f1, …, and leaves those out that no split uses. */
function gainOf(booster: Handle, inputs: number): Float64Array {
  const { call, score } = xgboostLibrary();
  const count: [number | null] = [null];
  const names: [bigint | null] = [null];
  const scores: [bigint | null] = [null];
  call(score, booster.pointer, '{"importance_type":"total_gain"}', count, names, [null], [null], scores);
  const gain = new Float64Array(inputs);
  const used = made(count);
  if (used === 0) return gain;
  const values = copied(made(scores), used);
  const labels: readonly string[] = koffi().decode(made(names), "const char *", used);
  for (const [k, label] of labels.entries()) gain[Number(label.slice(1))] = values[k]!;
  return gain;
}
