import { expect, test } from "vitest";
import { z } from "zod";
import { liveHandles, loadCatboost, loadLightgbm, loadXgboost, trainCatboost, trainLightgbm, trainXgboost, type Booster, type Link, type Matrix, type Trained, type TrainingSet, type TrainRequest } from "./index.ts";
import reference from "./reference.json" with { type: "json" };

// Made by scripts/reference/trees.py with the Python packages of the versions that the file names.
const numbers = z.array(z.number());
const parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const { cases, data } = z.object({
  data: z.object({ rows: z.number(), seen: z.number(), width: z.number(), rounds: z.number(), patience: z.number(), values: numbers, weights: numbers, labels: z.record(z.string(), numbers) }),
  cases: z.array(z.object({
    library: z.enum(["xgboost", "lightgbm", "catboost"]), label: z.string(), weighted: z.boolean(), validated: z.boolean(), outputs: z.number(), parameters, bestRound: z.number(),
    forecast: numbers, shapley: numbers, gain: numbers,
  })),
}).parse(reference);

const LINKS: Readonly<Record<string, Link>> = { Logloss: "sigmoid", MultiClass: "softmax" };
const SEED = { xgboost: "seed", lightgbm: "seed", catboost: "random_seed" } as const;

function rowsOf(from: number, to: number, label: string, weighted: boolean): TrainingSet {
  const { values, weights, width } = data;
  return {
    rows: to - from, width, values: Float32Array.from(values.slice(from * width, to * width)), labels: Float32Array.from(data.labels[label]!.slice(from, to)),
    ...(weighted ? { weights: Float32Array.from(weights.slice(from, to)) } : {}),
  };
}

function train({ label, library, parameters, validated, weighted }: (typeof cases)[number]): Promise<Trained> {
  const request: TrainRequest = {
    parameters: { ...parameters, [SEED[library]]: 3 }, threads: 1, rounds: validated ? 200 : data.rounds,
    train: rowsOf(0, data.seen, label, weighted), ...(validated ? { validation: rowsOf(data.seen, data.rows, label, weighted), patience: data.patience } : {}),
  };
  if (library === "xgboost") return trainXgboost(request);
  return library === "lightgbm" ? trainLightgbm(request) : trainCatboost({ ...request, link: LINKS[String(parameters["loss_function"])] ?? "identity" });
}

function load({ library, outputs }: (typeof cases)[number], bytes: Uint8Array): Booster {
  const form = { inputs: data.width, outputs };
  if (library === "xgboost") return loadXgboost(bytes, form);
  return library === "lightgbm" ? loadLightgbm(bytes, form) : loadCatboost(bytes, form);
}

/** The largest distance, in units of the largest number. */
function distance(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  const scale = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return theirs.reduce((most, value, k) => Math.max(most, Math.abs(value - ours[k]!)), 0) / scale;
}

test.each(cases.map((case_) => ({ name: `${case_.library}, ${String(case_.parameters["objective"] ?? case_.parameters["loss_function"])}${case_.validated ? ", stopped early" : ""}`, case_ })))(
  "$name: forecasts, Shapley values and gain are those of the Python package", async ({ case_ }) => {
    const trained = await train(case_);
    expect(trained.bestRound).toBe(case_.bestRound);
    const booster = load(case_, trained.bytes);
    try {
      const unseen: Matrix = rowsOf(data.seen, data.rows, case_.label, false);
      expect(distance(booster.predict(unseen), case_.forecast)).toBeLessThan(1e-6);
      const first: Matrix = rowsOf(data.seen, data.seen + 5, case_.label, false);
      expect(distance(booster.contributions(first), case_.shapley)).toBeLessThan(2e-6);
      const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
      const gain = booster.gain();
      expect(distance(gain.map((value) => value / total(gain)), case_.gain.map((value) => value / total(case_.gain)))).toBeLessThan(1e-5);
    } finally {
      booster.free();
    }
    expect(liveHandles()).toBe(0);
  },
);
