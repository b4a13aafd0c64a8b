import { adaptiveConformal, averageEnsemble, bayesianEnsemble, errorCorrelation, leaveOneOut, recentEnsemble, shapleyContribution } from "../ensembles/index.ts";
import type { InputSummary } from "../explanations/index.ts";
import { reliability } from "../models/calibration/reliability.ts";
import { randomKey, randomStream } from "../random/index.ts";
import type { Search } from "../tuning/search/search.ts";
import { combinatorialPurged, walkForward } from "../validation/index.ts";

/** Rows of a market of two volatilities, three members and what they come to. */
const ROWS = 1500;
const { normal, uniform } = randomStream(randomKey(11));
export const closeTime = Float64Array.from({ length: ROWS }, (_, t) => Date.UTC(2018, 0, 1) + t * 864e5);
export const actual = Float64Array.from({ length: ROWS }, (_, t) => (t % 600 < 300 ? 0.008 : 0.02) * normal());
const seen = (from: number, to: number) => actual.map((y, t) => y + (t >= from && t < to ? 0.008 : 0.03) * normal());
export const members = { linear: seen(0, 600), xgboost: seen(500, 1100), lstm: seen(900, ROWS), patchtst: seen(1200, ROWS) };
export const weights = recentEnsemble({ window: 120 }).combine(members, actual, { horizon: 1 }).weights;
const combined = averageEnsemble().combine(members, actual, { horizon: 1 }).forecast;
export const forecast = combined.map((f) => 0.3 * f);
export const bands = [0.9, 0.5].map((coverage) => adaptiveConformal(forecast, actual, { horizon: 1, coverage, rate: 0.02, window: 250 }));
export const correlation = errorCorrelation(actual, members);
export const contributions = { "left out": leaveOneOut(actual, members, { horizon: 1 }), Shapley: shapleyContribution(actual, members, { horizon: 1 }) };
export const mixture = bayesianEnsemble().combine(members, actual, { horizon: 1, levels: [0.05, 0.25, 0.5, 0.75, 0.95] }).quantiles!;

const said = Float64Array.from({ length: 2000 }, () => uniform());
export const bins = { "as it is": reliability(said, said.map((p) => Number(uniform() < 0.5 + 0.4 * (p - 0.5)))).bins, calibrated: reliability(said.map((p) => 0.3 + 0.4 * p), said.map((p) => Number(uniform() < 0.3 + 0.4 * p))).bins };

export const summary: readonly InputSummary[] = ["rsi_14", "macd", "return_5", "atr_14[-3]", "volume_zscore"].map((input, k) => {
  const values = Float64Array.from({ length: 400 }, normal);
  const contributions = values.map((x) => (k === 1 ? 0.004 * Math.tanh(2 * x) : (0.006 - 0.001 * k) * x * (k % 2 === 0 ? 1 : -1)) + 0.0004 * normal());
  return { input, size: contributions.reduce((sum, c) => sum + Math.abs(c), 0) / 400, contributions, values };
});

export const walk = walkForward({ from: 0, to: ROWS }, { train: 500, test: 90, label: { horizon: 10 }, embargo: 5 });
export const combinatorial = combinatorialPurged({ from: 0, to: ROWS }, { label: { horizon: 10 } }).folds;

/** A search whose value falls towards a rate of 0.01 and prefers the second kind; every third trial is stopped early. */
export const search: Search = {
  space: { learningRate: { kind: "float", low: 1e-4, high: 1, log: true }, units: { kind: "whole", low: 8, high: 128 }, cell: { kind: "choice", values: ["lstm", "gru"] }, dropoutRate: { kind: "float", low: 0, high: 0.5 } },
  trials: Array.from({ length: 40 }, (_, number) => {
    const settings = { learningRate: 10 ** (-4 + 4 * uniform()), units: Math.floor(8 + 120 * uniform()), cell: uniform() < 0.5 ? "lstm" : "gru", dropoutRate: 0.5 * uniform() };
    const value = 1 + 0.1 * (Math.log10(settings.learningRate) + 2) ** 2 + (settings.cell === "lstm" ? 0.05 : 0) + 0.02 * normal();
    const intermediate = Array.from({ length: number % 3 === 2 ? 3 : 9 }, (_, step) => ({ step: step + 1, value: value + 0.8 / (step + 1) }));
    const begun = { number, settings, seed: 1, intermediate };
    if (number === 7) return { ...begun, state: "failed", reason: "out of memory", seconds: 1 };
    if (number % 3 === 2) return { ...begun, state: "pruned", value: intermediate.at(-1)!.value, seconds: 1 };
    return { ...begun, state: "complete", value, seconds: 3 };
  }),
};
