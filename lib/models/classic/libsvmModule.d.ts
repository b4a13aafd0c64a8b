/** The parts of libsvm's WebAssembly build that are used; the package's own types describe no heap and no options. */
declare module "libsvm-wasm/dist/libsvm.js" {
  export type LibsvmModule = {
    /** Views of the machine's memory; made anew when it grows. */
    readonly HEAP32: Int32Array;
    readonly HEAPF64: Float64Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _make_samples(values: number, targets: number, rows: number, width: number): number;
    _free_sample(samples: number): void;
    _make_param(svmType: number, kernel: number, degree: number, gamma: number, coef0: number, nu: number, cacheMegabytes: number, cost: number, tolerance: number, tube: number, shrinking: number, probability: number, weights: number, weightLabels: number, weightValues: number): number;
    _train_model(samples: number, parameters: number): number;
    _predict_one(model: number, values: number, width: number): number;
    _free_model(model: number): void;
  };
  export default function libsvm(options: { print?: (line: string) => void }): Promise<LibsvmModule>;
}
