import { logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

const STAY = 0.97;
/** Volatility of a bar in the calm and in the wild state. */
const CALM = 0.007;
const WILD = 0.02;

/**
 * Probability of the wild one of two Gaussian states, whose parameters are known.
 * Filtered: P(sₜ | r₁..rₜ), Hamilton 1989. Smoothed: P(sₜ | r₁..r_T), by the forward–backward recursions of Baum and others 1970, scaled row by row.
 */
function wildProbability(close: Float64Array, smoothed: boolean): Float64Array {
  const returns = logReturns(close);
  const density = (value: number, deviation: number): number => (Number.isNaN(value) ? 1 : Math.exp(-0.5 * (value / deviation) ** 2) / deviation);
  const wild = new Float64Array(close.length);
  let filtered = 0.5;
  for (let row = 0; row < close.length; row++) {
    const before = filtered * STAY + (1 - filtered) * (1 - STAY);
    const [a, b] = [before * density(returns[row]!, WILD), (1 - before) * density(returns[row]!, CALM)];
    filtered = a / (a + b);
    wild[row] = filtered;
  }
  if (!smoothed) return wild;
  let [later, laterCalm] = [1, 1];
  for (let row = close.length - 2; row >= 0; row--) {
    const [a, b] = [density(returns[row + 1]!, WILD) * later, density(returns[row + 1]!, CALM) * laterCalm];
    const [fromWild, fromCalm] = [STAY * a + (1 - STAY) * b, (1 - STAY) * a + STAY * b];
    later = fromWild / (fromWild + fromCalm);
    laterCalm = 1 - later;
    const [p, q] = [wild[row]! * later, (1 - wild[row]!) * laterCalm];
    wild[row] = p / (p + q);
  }
  return wild;
}

/** Smoothed state probabilities as a feature: the usual output of a library's `predict_proba`. */
export const smoothedHmm = specimen({
  name: "smoothed HMM",
  says: "The state's probability is the smoothed one, which knows the returns behind the row; a feature needs the filtered one.",
  leaky: ({ close }) => wildProbability(close, true),
  clean: ({ close }) => wildProbability(close, false),
});
