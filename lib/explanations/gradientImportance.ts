import type { FittedForecaster, OpenNetwork } from "../models/forecaster.ts";
import { applyTo, tf, type Tensor } from "../tensorflow/index.ts";
import { chunkOf, chunks } from "../training/predictor.ts";
import type { Windows } from "../windows/index.ts";
import { ExplanationError } from "./error.ts";

/** What each input of each window does to the explained number. */
export type Attributions = {
  /** [N, T, F] row-major, as the windows' inputs. */
  readonly values: Float64Array;
  /** Mean of |value| over the windows and sum over the steps, by column: how much the forecasts owe to it. */
  readonly columns: Readonly<Record<string, number>>;
  /** Mean of |value| over the windows and sum over the columns, oldest step first. [T] */
  readonly steps: Float64Array;
  /** What is explained: the forecast, or log-odds. */
  readonly scale: "target" | "logOdds";
};

/** Attributions that add up: forecast = base + Σ values of the window, but for `gap`. */
export type IntegratedGradients = Attributions & {
  /** The explained number at the baseline. */
  readonly base: number;
  /** What is missing in the sum of each window, for the integral is taken in steps. [N] */
  readonly gap: Float64Array;
};

export type IntegratedOptions = {
  /** The window without information that each is compared to, [T, F]. Default: zeros, the mean of standardised columns. */
  readonly baseline?: Float32Array;
  /** Points on the way from the baseline. Default 32. */
  readonly points?: number;
};

/** Saliency: the derivative ∂f/∂x of the forecast by each input, where the windows are. Simonyan, Vedaldi and Zisserman 2014, https://arxiv.org/abs/1312.6034. It tells what a small change would do, and nothing where the network is saturated. */
export function saliency(fitted: FittedForecaster, windows: Windows): Attributions {
  const network = networkOf("saliency", fitted);
  const values = gathered(windows, (inputs) => gradientOf(network, inputs));
  return { values, ...summary(windows, values), scale: network.scale };
}

/**
 * Integrated gradients. Sundararajan, Taly and Yan 2017, https://arxiv.org/abs/1703.01365.
 *   value = (x − x′) · ∫₀¹ ∂f/∂x (x′ + a(x − x′)) da,  by the midpoint rule;  Σ values = f(x) − f(x′), completeness
 */
export function integratedGradients(fitted: FittedForecaster, windows: Windows, { baseline, points = 32 }: IntegratedOptions = {}): IntegratedGradients {
  const network = networkOf("integratedGradients", fitted);
  const { features, lookback } = windows;
  const size = lookback * features;
  if (!(Number.isInteger(points) && points >= 1)) throw new ExplanationError(`integratedGradients: points must be a whole number ≥ 1, got ${points}`);
  if (baseline && baseline.length !== size) throw new ExplanationError(`integratedGradients: the baseline has ${baseline.length} numbers, a window ${lookback} steps of ${features} columns; give ${size}`);
  const from = tf.tensor3d(baseline ?? new Float32Array(size), [1, lookback, features]);
  const values = gathered(windows, (inputs) => tf.tidy(() => {
    const way = tf.sub(inputs, from);
    let sum: Tensor = tf.zerosLike(inputs);
    for (let k = 0; k < points; k++) {
      const next = tf.tidy(() => tf.add(sum, gradientOf(network, tf.add(from, tf.mul(way, (k + 0.5) / points)))));
      sum.dispose();
      sum = next;
    }
    return tf.div(tf.mul(sum, way), points);
  }));
  const base = answers(network, from)[0]!;
  from.dispose();
  const gap = chunks(windows.count).flatMap(([first, last]) => {
    const inputs = chunkOf(windows, first, last);
    const given = answers(network, inputs);
    inputs.dispose();
    return Array.from(given, (answer, k) => answer - base - sumOf(values.subarray((first + k) * size, (first + k + 1) * size)));
  });
  return { values, ...summary(windows, values), scale: network.scale, base, gap: Float64Array.from(gap) };
}

function networkOf(what: string, { name, network }: FittedForecaster): OpenNetwork {
  if (!network) throw new ExplanationError(`${what}: "${name}" is no network and has no gradients. Take permutationImportance, or contributionSummary of its contributions.`);
  return network;
}

/** ∂f/∂x. in, out: [B, T, F] */
function gradientOf({ answer, model }: OpenNetwork, inputs: Tensor): Tensor {
  return tf.tidy(() => tf.grad((x) => tf.sum(answer(applyTo(model, x))))(inputs));
}

function answers({ answer, model }: OpenNetwork, inputs: Tensor): Float64Array {
  const given = tf.tidy(() => answer(applyTo(model, inputs)));
  const values = Float64Array.from(given.dataSync());
  given.dispose();
  return values;
}

/** What is computed for chunks of the windows, as one array. out: [N·T·F] */
function gathered(windows: Windows, of: (inputs: Tensor) => Tensor): Float64Array {
  const values = new Float64Array(windows.inputs.length);
  for (const [first, last] of chunks(windows.count)) {
    const inputs = chunkOf(windows, first, last);
    const output = of(inputs);
    values.set(output.dataSync(), first * windows.lookback * windows.features);
    tf.dispose([inputs, output]);
  }
  return values;
}

function summary({ columns, count, features, lookback }: Windows, values: Float64Array): Pick<Attributions, "columns" | "steps"> {
  const ofColumn = new Float64Array(features);
  const steps = new Float64Array(lookback);
  values.forEach((value, at) => {
    const share = Math.abs(value) / count;
    ofColumn[at % features]! += share;
    steps[Math.floor(at / features) % lookback]! += share;
  });
  return { columns: Object.fromEntries(columns.map((name, f) => [name, ofColumn[f]!])), steps };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
