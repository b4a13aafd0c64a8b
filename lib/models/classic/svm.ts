import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { sigmoidOf, type Sigmoid } from "../calibration/platt.ts";
import { balancedWeights, checkClasses } from "../checkClasses.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { classForecasts } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type Probabilities, type Task, type WindowForm } from "../forecaster.ts";
import { nextTurn } from "../nextTurn.ts";
import { bytesOfNumbers, configOf, floatsOfBytes, joined, numbersOfBytes, type SavedState } from "../savedState.ts";
import { tabular, tabularInputs, type Steps } from "../tabular.ts";
import { solveSvm } from "./libsvm.ts";
import { coupled } from "./pairwiseCoupling.ts";
import { calibratedPairs } from "./svmCalibration.ts";
import { decisionValues, pairsOf, scaleGamma, supportVectors, type SvmMachine } from "./svmMachine.ts";

export type SvmConfig = {
  /** Default regression. */
  readonly task?: Task;
  /** Default "rbf", exp(−γ‖x − z‖²). */
  readonly kernel?: "rbf" | "linear";
  /** C: what an error costs beside a wide margin. Default 1. */
  readonly cost?: number;
  /** γ of the kernel "rbf". Default "scale", one over the number of inputs times their variance. */
  readonly gamma?: number | "scale";
  /** ε: errors up to it cost nothing in regression, in standard deviations of the training targets. Default 0.1. */
  readonly tube?: number;
  /** How far the optimality conditions may be violated at the end. Default 0.001. */
  readonly tolerance?: number;
  /** "balanced": all classes weigh the same, however rare. Default "equal". */
  readonly classWeights?: "equal" | "balanced";
  /** Number of classes, where training may lack the last. */
  readonly classes?: number;
  /** Last steps of the window that are read. Default 1. */
  readonly steps?: Steps;
};

/**
 * Support vector machine by libsvm, on the last steps of the window. Cortes & Vapnik 1995, https://doi.org/10.1007/BF00994018; regression: Drucker et al. 1997.
 *   f(x) = Σ_s α_s K(x_s, x) − ρ
 * Regression learns standardised targets. Classification learns one machine a pair of classes; Platt's sigmoids on the validation windows (on the
 * training windows for a pair that the validation lacks) turn each into a probability, coupled where there are more than two classes.
 * Columns of larger numbers weigh more: standardise them before, on the training rows. libsvm cannot be stopped midway; time grows with the square of the windows.
 */
export function svm({ task = "regression", kernel = "rbf", cost = 1, gamma = "scale", tube = 0.1, tolerance = 1e-3, classWeights = "equal", classes, steps = 1 }: SvmConfig = {}): Forecaster {
  for (const [name, value] of Object.entries({ cost, tolerance, ...(gamma === "scale" ? {} : { gamma }) })) if (!(value > 0)) throw new ModelError(`svm: ${name} must be > 0, got ${value}`);
  if (!(tube >= 0)) throw new ModelError(`svm: tube must be ≥ 0, got ${tube}`);
  return {
    name: "svm",
    task,
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("svm", train, validation);
      const { values, width } = tabular(train, steps);
      const problem = { type: task, kernel, gamma: scaleGamma(gamma, values, width), cost, tube, tolerance, values, width };
      await nextTurn(signal);
      if (task === "regression") {
        const target = moments(train.targets);
        const { rows, ...machine } = await solveSvm({ ...problem, weightOf: [], targets: Float64Array.from(train.targets, (y) => (y - target.offset) / target.scale) });
        signal?.throwIfAborted();
        return fittedSvm(formOf(train), { task, steps, kernel, gamma: problem.gamma, target }, { ...machine, ...problem, vectors: supportVectors(values, width, rows) });
      }
      const count = checkClasses("svm", train, classes);
      const { labels, rows, ...solved } = await solveSvm({ ...problem, targets: train.targets, weightOf: classWeights === "balanced" ? balancedWeights(train, count) : [] });
      signal?.throwIfAborted();
      const machine = { ...solved, ...problem, vectors: supportVectors(values, width, rows) };
      const sigmoids = calibratedPairs(machine, labels, [
        { values: tabular(validation, steps).values, targets: validation.targets },
        { values, targets: train.targets },
      ]);
      return fittedSvm(formOf(train), { task, steps, kernel, gamma: problem.gamma, classes: count, labels: [...labels], sigmoids }, machine);
    },
  };
}

const settings = z.discriminatedUnion("task", [
  z.object({ task: z.literal("regression"), target: z.object({ offset: z.number(), scale: z.number() }) }),
  z.object({ task: z.literal("classification"), classes: z.number().int().min(2), labels: z.array(z.number().int()), sigmoids: z.array(z.object({ slope: z.number(), intercept: z.number() })) }),
]).and(z.object({ steps: z.union([z.number().int().positive(), z.literal("all")]), kernel: z.enum(["rbf", "linear"]), gamma: z.number() }));
type Settings = z.infer<typeof settings>;
const config = z.object({ settings, vectors: z.number().int().nonnegative(), pairs: z.number().int().positive() });

/** A support vector machine from its saved state. */
export function restoreSvm(reads: WindowForm, state: SavedState): FittedForecaster {
  const { pairs, settings: known, vectors } = configOf("svm", config, state);
  const width = tabularInputs(reads, known.steps).length;
  const numbers = numbersOfBytes("svm", "coefficients.bin", state.files?.["coefficients.bin"], pairs * (vectors + 1));
  const table = floatsOfBytes("svm", "vectors.bin", state.files?.["vectors.bin"], vectors * width);
  const { gamma, kernel } = known;
  return fittedSvm(reads, known, { kernel, gamma, width, vectors: table, coefficients: numbers.slice(0, pairs * vectors), offsets: numbers.slice(pairs * vectors) });
}

function fittedSvm(reads: WindowForm, known: Settings, machine: SvmMachine): FittedForecaster {
  const decisions = (windows: Windows) => {
    checkWindows("svm", reads, windows);
    return decisionValues(tabular(windows, known.steps).values, machine);
  };
  const { coefficients, offsets, vectors, width } = machine;
  return {
    name: "svm",
    task: known.task,
    reads,
    ...answers(),
    saved: async () => ({
      kind: "svm",
      config: { settings: known, vectors: vectors.length / width, pairs: offsets.length },
      files: { "coefficients.bin": bytesOfNumbers(joined(coefficients, offsets)), "vectors.bin": bytesOfNumbers(vectors) },
    }),
    dispose: () => undefined,
  };

  function answers(): Pick<FittedForecaster, "predict" | "probabilities"> {
    if (known.task === "regression") {
      const { offset, scale } = known.target;
      return { predict: (windows) => decisions(windows).map((z) => z * scale + offset) };
    }
    const { classes, labels, sigmoids } = known;
    const probabilities = (windows: Windows): Probabilities => classProbabilities(decisions(windows), sigmoids, labels, classes);
    return { predict: (windows) => classForecasts(probabilities(windows)), probabilities };
  }
}

/** Probabilities of all classes from the decisions of the pairs; a class that was not seen has none. in: [N·D]  out: [N·K] */
function classProbabilities(decisions: Float64Array, sigmoids: readonly Sigmoid[], labels: readonly number[], classes: number): Probabilities {
  const pairs = pairsOf(labels.length).length;
  const values = new Float64Array((decisions.length / pairs) * classes);
  for (let n = 0; n * pairs < decisions.length; n++) {
    const pairwise = sigmoids.map((sigmoid, d) => Math.min(1 - CERTAIN, Math.max(CERTAIN, sigmoidOf(sigmoid, decisions[n * pairs + d]!))));
    coupled(pairwise, labels.length).forEach((p, k) => (values[n * classes + labels[k]!] = p));
  }
  return { classes, values };
}

/** Nearer to 0 and 1 no pair is taken for certain, as in libsvm. */
const CERTAIN = 1e-7;

/** Mean and standard deviation of the targets; deviation 1 where they are constant. */
function moments(targets: Float32Array): { offset: number; scale: number } {
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
  return { offset: mean, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}
