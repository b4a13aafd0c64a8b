/// <reference path="./libsvmModule.d.ts" />
import type { LibsvmModule } from "libsvm-wasm/dist/libsvm.js";
import { ModelError } from "../error.ts";
import { decisionValues, pairsOf, supportVectors, votedClass } from "./svmMachine.ts";

/** What libsvm is asked: C-SVC of class numbers, or ε-SVR. Chang & Lin 2011, https://doi.org/10.1145/1961189.1961199. */
export type SvmProblem = {
  readonly type: "classification" | "regression";
  readonly kernel: "rbf" | "linear";
  /** exp(−γ‖x − z‖²) of the kernel "rbf". */
  readonly gamma: number;
  /** C: what an error costs beside a wide margin. */
  readonly cost: number;
  /** ε: errors up to it cost nothing, in regression. */
  readonly tube: number;
  /** How far the optimality conditions may be violated at the end. */
  readonly tolerance: number;
  /** Factor of the cost by class. Empty for none. */
  readonly weightOf: ArrayLike<number>;
  /** [N·P] */
  readonly values: Float32Array;
  /** [N] */
  readonly targets: ArrayLike<number>;
  readonly width: number;
};

/** What libsvm answers: f(x) = Σ_s coefficient_s K(x_s, x) − ρ, one of them for each pair of classes a < b, positive for a; one in all in regression. */
export type SvmSolution = {
  /** Class numbers of the pairs, in their order: (0, 1), (0, 2), … (1, 2), … of this list. Of regression none. */
  readonly labels: readonly number[];
  /** Rows of the support vectors among the training rows. [S] */
  readonly rows: Int32Array;
  /** Pair by pair, 0 where a vector is of neither class. [D·S] */
  readonly coefficients: Float64Array;
  /** [D] */
  readonly offsets: Float64Array;
};

const C_SVC = 0;
const EPSILON_SVR = 3;
const KERNELS = { linear: 0, rbf: 2 } as const;
const CACHE_MEGABYTES = 200;

/** Where libsvm 3.2's `svm_model` keeps what a solution is, in bytes from its start, as compiled for 32-bit addresses. */
const MODEL = { classes: 96, vectors: 100, coefficients: 108, rho: 112, rows: 124, labels: 128, perClass: 132 } as const;

let loading: Promise<LibsvmModule> | undefined;

/** Solves a problem by libsvm itself. It draws nothing at random, and cannot be stopped midway. */
export async function solveSvm(problem: SvmProblem): Promise<SvmSolution> {
  const libsvm = await (loading ??= load());
  const { targets, values, weightOf, width } = problem;
  const [x, y] = [doubles(libsvm, values), doubles(libsvm, targets)];
  const samples = libsvm._make_samples(x, y, targets.length, width);
  libsvm._free(x);
  libsvm._free(y);
  const [labels, weights] = [integers(libsvm, Array.from(weightOf, (_, k) => k)), doubles(libsvm, weightOf)];
  const { cost, gamma, kernel, tolerance, tube, type } = problem;
  const parameters = libsvm._make_param(type === "classification" ? C_SVC : EPSILON_SVR, KERNELS[kernel], 3, gamma, 0, 0.5, CACHE_MEGABYTES, cost, tolerance, tube, 1, 0, weightOf.length, labels, weights);
  const model = libsvm._train_model(samples, parameters); // frees the weights as well
  try {
    return checked(libsvm, model, problem, readSolution(libsvm, model, type));
  } finally {
    // The model's vectors lie in one block that libsvm's wrapper leaves behind: it begins where the first row points to.
    const block = libsvm.HEAP32[libsvm.HEAP32[(samples + 8) >> 2]! >> 2]!;
    libsvm._free_model(model);
    libsvm._free(block);
    libsvm._free_sample(samples);
    libsvm._free(parameters);
  }
}

/**
 * The package asks `fetch` for its own file, which Node's fetch cannot read, and reads the file itself where there is no fetch;
 * it looks only while it is called. The listener that it adds to the process would stop us from handling rejections our own way.
 */
async function load(): Promise<LibsvmModule> {
  const { default: libsvm } = await import("libsvm-wasm/dist/libsvm.js");
  const fetch = Object.getOwnPropertyDescriptor(globalThis, "fetch");
  const listeners = process.listeners("unhandledRejection");
  try {
    Reflect.deleteProperty(globalThis, "fetch");
    return libsvm({ print: () => undefined });
  } finally {
    if (fetch) Object.defineProperty(globalThis, "fetch", fetch);
    for (const added of process.listeners("unhandledRejection")) if (!listeners.includes(added)) process.removeListener("unhandledRejection", added);
  }
}

function readSolution({ HEAP32, HEAPF64 }: LibsvmModule, model: number, type: SvmProblem["type"]): SvmSolution {
  const word = (at: number) => HEAP32[at >> 2]!;
  const field = (name: keyof typeof MODEL) => word(model + MODEL[name]);
  const vectors = field("vectors");
  const list = (pointer: number, length: number) => Array.from(HEAP32.subarray(pointer >> 2, (pointer >> 2) + length));
  const numbers = (pointer: number, length: number) => HEAPF64.slice(pointer >> 3, (pointer >> 3) + length);
  const rows = Int32Array.from(list(field("rows"), vectors), (row) => row - 1);
  const coefficients = (row: number) => numbers(word(field("coefficients") + 4 * row), vectors);
  if (type === "regression") return { labels: [], rows, coefficients: coefficients(0), offsets: numbers(field("rho"), 1) };

  const classes = field("classes");
  const perClass = list(field("perClass"), classes);
  const start = perClass.map((_, k) => perClass.slice(0, k).reduce((sum, many) => sum + many, 0));
  const pairs = pairsOf(classes);
  const all = new Float64Array(pairs.length * vectors);
  for (const [d, [a, b]] of pairs.entries()) {
    // libsvm's layout: the row of class a's vectors against b is b − 1, that of b's against a is a.
    for (const [own, row] of [[a, b - 1], [b, a]] as const) {
      const from = start[own]!;
      all.set(coefficients(row).subarray(from, from + perClass[own]!), d * vectors + from);
    }
  }
  return { labels: list(field("labels"), classes), rows, coefficients: all, offsets: numbers(field("rho"), pairs.length) };
}

/** Expects of what was read from libsvm's memory that it forecasts as libsvm does: another build would lay it out otherwise. */
function checked(libsvm: LibsvmModule, model: number, problem: SvmProblem, solution: SvmSolution): SvmSolution {
  const { gamma, kernel, type, values, width } = problem;
  const vectors = supportVectors(values, width, solution.rows);
  const row = values.subarray(0, width);
  const decisions = decisionValues(row, { vectors, width, kernel, gamma, ...solution });
  const x = doubles(libsvm, row);
  const said = libsvm._predict_one(model, x, width);
  libsvm._free(x);
  const own = type === "regression" ? decisions[0]! : votedClass(decisions, solution.labels);
  if (type === "regression" ? Math.abs(own - said) <= 1e-6 * (1 + Math.abs(said)) : own === said) return solution;
  throw new ModelError(`svm: libsvm forecasts ${said}, its solution read from memory ${own}: the installed libsvm-wasm is another build than this version reads. Run npm ci.`);
}

function doubles(libsvm: LibsvmModule, values: ArrayLike<number>): number {
  const pointer = libsvm._malloc(Math.max(8, 8 * values.length));
  libsvm.HEAPF64.set(values, pointer >> 3);
  return pointer;
}

function integers(libsvm: LibsvmModule, values: ArrayLike<number>): number {
  const pointer = libsvm._malloc(Math.max(4, 4 * values.length));
  libsvm.HEAP32.set(values, pointer >> 2);
  return pointer;
}
