import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

type Convolve = (x: Float64Array, weights: readonly number[], dilation: number) => ArrayLike<number>;

/** Exercises of notebook 10. */
export const modelZooExercises = {
  attentionPool: exercise<(scores: number[], steps: number[][]) => ArrayLike<number>>({
    number: 1,
    title: "attention by hand",
    task: "Return Σ_t a_t · steps[t], with a_t = exp(scores[t]) ÷ Σ_s exp(scores[s]).",
    check(answer) {
      const cases = [
        { scores: [0, 0], steps: [[1, 2, 3], [3, 4, 5]] },
        { scores: [1, 2, -1, 0.5], steps: [[1, 0], [0, 1], [2, 2], [-1, 3]] },
        { scores: [-40, 0, 30], steps: [[7], [8], [9]] },
      ];
      for (const { scores, steps } of cases) {
        const difference = differenceOf(answer(scores, steps), pooled(scores, steps));
        if (difference) return `For the scores [${scores.join(", ")}] of ${steps.length} steps: ${difference}`;
      }
      return undefined;
    },
  }),
  causalConvolution: exercise<Convolve>({
    number: 2,
    title: "a convolution that cannot look ahead",
    task: "Return y with y[t] = Σ_k weights[k] · x[t − k · dilation]; what lies before the first step counts as 0.",
    check(answer) {
      const x = Float64Array.from({ length: 12 }, (_, t) => Math.sin(3 * t) + t / 4);
      for (const [weights, dilation] of [[[1], 1], [[0.5, 0.3, 0.2], 1], [[1, -1], 3], [[0.25, 0, 2], 4]] as const) {
        const got = answer(x, weights, dilation);
        const ahead = looksAhead(answer, x, weights, dilation);
        if (ahead !== undefined) return `With ${weights.length} weights and dilation ${dilation}, y[${ahead}] changes when only x[${ahead + 1}] and later are changed: it looks ahead.`;
        const difference = differenceOf(got, convolved(x, weights, dilation));
        if (difference) return `For the weights [${weights.join(", ")}] and dilation ${dilation}: ${difference}`;
      }
      return undefined;
    },
  }),
  pinballLoss: exercise<(actual: number, forecast: number, level: number) => number>({
    number: 3,
    title: "the loss of a quantile",
    task: "Return level · (actual − forecast) where the forecast was too low, (1 − level) · (forecast − actual) where it was too high.",
    check(answer) {
      for (const [actual, forecast, level] of [[3, 1, 0.9], [1, 3, 0.9], [-2, 2, 0.1], [5, 5, 0.3], [0.4, 0.1, 0.5]] as const) {
        const difference = numberDifference(answer(actual, forecast, level), Math.max(level * (actual - forecast), (1 - level) * (forecast - actual)));
        if (difference) return `For actual ${actual}, forecast ${forecast}, level ${level} ${difference}`;
      }
      return undefined;
    },
  }),
};

function pooled(scores: readonly number[], steps: readonly (readonly number[])[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return steps[0]!.map((_, f) => steps.reduce((total, step, t) => total + (powers[t]! / sum) * step[f]!, 0));
}

function convolved(x: Float64Array, weights: readonly number[], dilation: number): Float64Array {
  return x.map((_, t) => weights.reduce((sum, weight, k) => sum + weight * (x[t - k * dilation] ?? 0), 0));
}

/** A step whose output changes with steps behind it alone. */
function looksAhead(answer: Convolve, x: Float64Array, weights: readonly number[], dilation: number): number | undefined {
  const before = answer(x, weights, dilation);
  for (let t = 0; t + 1 < x.length; t++) {
    const after = answer(x.map((value, s) => (s > t ? value + 1 : value)), weights, dilation);
    if (before[t] !== undefined && after[t] !== before[t] && !Number.isNaN(before[t])) return t;
  }
  return undefined;
}
