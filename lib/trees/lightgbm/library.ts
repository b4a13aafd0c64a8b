import { caller, loadLibrary, type Caller, type Native } from "../native.ts";

type Out<T> = [T | null];

/** LightGBM's C interface, as far as it is used. The names are the library's. */
export type LightgbmLibrary = Caller & {
  readonly createDataset: Native<[values: Float32Array, type: number, rows: number, width: number, isRowMajor: number, parameters: string, reference: bigint | null, out: Out<bigint>]>;
  readonly freeDataset: Native<[dataset: bigint]>;
  readonly setField: Native<[dataset: bigint, field: string, values: Float32Array, count: number, type: number]>;
  readonly createBooster: Native<[dataset: bigint, parameters: string, out: Out<bigint>]>;
  readonly freeBooster: Native<[booster: bigint]>;
  readonly addValidation: Native<[booster: bigint, dataset: bigint]>;
  readonly update: Native<[booster: bigint, isFinished: Int32Array]>;
  readonly evaluate: Native<[booster: bigint, set: number, count: Int32Array, losses: Float64Array]>;
  readonly save: Native<[booster: bigint, begin: number, rounds: number, importance: number, space: number, length: Out<number>, text: Uint8Array]>;
  readonly load: Native<[text: Uint8Array, rounds: Int32Array, out: Out<bigint>]>;
  readonly predict: Native<[booster: bigint, values: Float32Array, type: number, rows: number, width: number, isRowMajor: number, kind: number, begin: number, rounds: number, parameters: string, length: Out<number>, out: Float64Array]>;
  readonly importance: Native<[booster: bigint, rounds: number, kind: number, out: Float64Array]>;
};

let library: LightgbmLibrary | undefined;

/** The library, loaded at the first call. */
export function lightgbmLibrary(): LightgbmLibrary {
  if (library) return library;
  const handle = withShortWaits(() => loadLibrary("LightGBM", "lightgbm", "lib_lightgbm"));
  const func = (definition: string) => handle.func(definition);
  const lastError = func("const char *LGBM_GetLastError()");
  return (library = {
    ...caller("LightGBM", () => lastError()),
    createDataset: func("int LGBM_DatasetCreateFromMat(const void *values, int type, int32_t rows, int32_t width, int isRowMajor, const char *parameters, void *reference, _Out_ void **out)"),
    freeDataset: func("int LGBM_DatasetFree(void *dataset)"),
    setField: func("int LGBM_DatasetSetField(void *dataset, const char *field, const void *values, int count, int type)"),
    createBooster: func("int LGBM_BoosterCreate(void *dataset, const char *parameters, _Out_ void **out)"),
    freeBooster: func("int LGBM_BoosterFree(void *booster)"),
    addValidation: func("int LGBM_BoosterAddValidData(void *booster, void *dataset)"),
    update: func("int LGBM_BoosterUpdateOneIter(void *booster, int *isFinished)"),
    evaluate: func("int LGBM_BoosterGetEval(void *booster, int set, int *count, double *losses)"),
    save: func("int LGBM_BoosterSaveModelToString(void *booster, int begin, int rounds, int importance, int64_t space, _Out_ int64_t *length, void *text)"),
    load: func("int LGBM_BoosterLoadModelFromString(const void *text, int *rounds, _Out_ void **out)"),
    predict: func("int LGBM_BoosterPredictForMat(void *booster, const void *values, int type, int32_t rows, int32_t width, int isRowMajor, int kind, int begin, int rounds, const char *parameters, _Out_ int64_t *length, double *out)"),
    importance: func("int LGBM_BoosterFeatureImportance(void *booster, int rounds, int kind, double *out)"),
  });
}

/**
 * GNU OpenMP reads how long a thread waits awake for the next piece of work when it is loaded. Its 300,000 turns are a millisecond and more:
 * beside other processes the threads wait away each other's time. 1,000 turns last as long as LightGBM's own pauses. What a person has set stays.
 */
function withShortWaits<Result>(load: () => Result): Result {
  const { GOMP_SPINCOUNT, OMP_WAIT_POLICY } = process.env;
  if (GOMP_SPINCOUNT !== undefined || OMP_WAIT_POLICY !== undefined) return load();
  process.env["GOMP_SPINCOUNT"] = "1000";
  try {
    return load();
  } finally {
    delete process.env["GOMP_SPINCOUNT"];
  }
}

/** The library's number for float32. */
export const FLOAT32 = 0;

/** "name=value name=value", as the library wants its parameters. */
export function parameterText(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`).join(" ");
}
