import { owned, type Handle } from "../handle.ts";
import { made } from "../native.ts";
import type { Matrix, TrainingSet } from "../types.ts";
import { xgboostLibrary } from "./library.ts";

/** The library's copy of a matrix. */
export function dataOf({ rows, values, width }: Matrix, threads: number): Handle {
  const { call, createMatrix, freeMatrix } = xgboostLibrary();
  const out: [bigint | null] = [null];
  call(createMatrix, values, rows, width, Number.NaN, out, threads);
  return owned("matrix of XGBoost", made(out), (pointer) => freeMatrix(pointer));
}

/** The same with labels and weights. */
export function labelledData(set: TrainingSet, threads: number): Handle {
  const { call, setInfo } = xgboostLibrary();
  const data = dataOf(set, threads);
  try {
    call(setInfo, data.pointer, "label", set.labels, set.rows);
    if (set.weights) call(setInfo, data.pointer, "weight", set.weights, set.rows);
    return data;
  } catch (error) {
    data.free();
    throw error;
  }
}
