import { caller, koffi, loadLibrary, type Caller, type Native } from "../native.ts";

type Out<T> = [T | null];

/** XGBoost's C interface, as far as it is used. The names are the library's. */
export type XgboostLibrary = Caller & {
  readonly createMatrix: Native<[values: Float32Array, rows: number, width: number, missing: number, out: Out<bigint>, threads: number]>;
  readonly freeMatrix: Native<[matrix: bigint]>;
  readonly setInfo: Native<[matrix: bigint, field: string, values: Float32Array, count: number]>;
  readonly createBooster: Native<[matrices: bigint[], count: number, out: Out<bigint>]>;
  readonly freeBooster: Native<[booster: bigint]>;
  readonly setParameter: Native<[booster: bigint, name: string, value: string]>;
  readonly update: Native<[booster: bigint, round: number, matrix: bigint]>;
  readonly evaluate: Native<[booster: bigint, round: number, matrices: bigint[], names: string[], count: number, out: Out<string>]>;
  readonly slice: Native<[booster: bigint, begin: number, end: number, step: number, out: Out<bigint>]>;
  readonly save: Native<[booster: bigint, config: string, length: Out<number>, out: Out<bigint>]>;
  readonly load: Native<[booster: bigint, bytes: Uint8Array, length: number]>;
  readonly predictDense: Native<[booster: bigint, values: string, config: string, matrix: null, shape: Out<bigint>, dimensions: Out<number>, out: Out<bigint>]>;
  readonly predictMatrix: Native<[booster: bigint, matrix: bigint, config: string, shape: Out<bigint>, dimensions: Out<number>, out: Out<bigint>]>;
  readonly score: Native<[booster: bigint, config: string, count: Out<number>, names: Out<bigint>, dimensions: Out<number>, shape: Out<bigint>, scores: Out<bigint>]>;
};

let library: XgboostLibrary | undefined;

/** The library, loaded at the first call. */
export function xgboostLibrary(): XgboostLibrary {
  if (library) return library;
  const { func } = bound(loadLibrary("XGBoost", "xgboost", "libxgboost"));
  const lastError = func("const char *XGBGetLastError()");
  return (library = {
    ...caller("XGBoost", () => lastError()),
    createMatrix: func("int XGDMatrixCreateFromMat_omp(const float *values, uint64_t rows, uint64_t width, float missing, _Out_ void **out, int threads)"),
    freeMatrix: func("int XGDMatrixFree(void *matrix)"),
    setInfo: func("int XGDMatrixSetFloatInfo(void *matrix, const char *field, const float *values, uint64_t count)"),
    createBooster: func("int XGBoosterCreate(void **matrices, uint64_t count, _Out_ void **out)"),
    freeBooster: func("int XGBoosterFree(void *booster)"),
    setParameter: func("int XGBoosterSetParam(void *booster, const char *name, const char *value)"),
    update: func("int XGBoosterUpdateOneIter(void *booster, int round, void *matrix)"),
    evaluate: func("int XGBoosterEvalOneIter(void *booster, int round, void **matrices, const char **names, uint64_t count, _Out_ const char **out)"),
    slice: func("int XGBoosterSlice(void *booster, int begin, int end, int step, _Out_ void **out)"),
    save: func("int XGBoosterSaveModelToBuffer(void *booster, const char *config, _Out_ uint64_t *length, _Out_ void **out)"),
    load: func("int XGBoosterLoadModelFromBuffer(void *booster, const void *bytes, uint64_t length)"),
    predictDense: func("int XGBoosterPredictFromDense(void *booster, const char *values, const char *config, void *matrix, _Out_ void **shape, _Out_ uint64_t *dimensions, _Out_ void **out)"),
    predictMatrix: func("int XGBoosterPredictFromDMatrix(void *booster, void *matrix, const char *config, _Out_ void **shape, _Out_ uint64_t *dimensions, _Out_ void **out)"),
    score: func("int XGBoosterFeatureScore(void *booster, const char *config, _Out_ uint64_t *count, _Out_ void **names, _Out_ uint64_t *dimensions, _Out_ void **shape, _Out_ void **scores)"),
  });
}

/** `func` without its object, bound. */
function bound(handle: ReturnType<typeof loadLibrary>) {
  return { func: (definition: string) => handle.func(definition) };
}

/** The address of numbers, as the library's JSON wants it. They must not be collected until the call has ended. */
export const addressOf = (values: Float32Array): string => String(koffi().address(values));
