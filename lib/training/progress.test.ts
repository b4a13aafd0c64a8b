import { beforeAll, expect, test, vi } from "vitest";
import type { FitProgress, StepProgress } from "../models/index.ts";
import { lstmNetwork } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import { fit, type Schedule, type TrainingOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";

const train = plantedWindows(256, 1);
const validation = plantedWindows(64, 2);

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

/** A fit of 3 epochs of 8 steps whose clock moves by so many milliseconds a step. */
async function told(milliseconds: number, options: Partial<TrainingOptions> = {}) {
  let now = 0;
  const learningRate: Schedule = { name: "of the test", everyStep: true, rate: ({ step }) => ((now += milliseconds), 0.01 / (1 + step)) };
  const [epochs, steps]: [FitProgress[], StepProgress[]] = [[], []];
  const model = lstmNetwork({ units: [4] }).build(train, randomKey(1));
  const history = await fit(model, train, validation, {
    epochs: 3, key: randomKey(1), learningRate, clock: () => now, onProgress: (event) => epochs.push(event), onStep: (event) => steps.push(event), ...options,
  });
  return { epochs, steps, history };
}

test("an epoch's event counts the epochs and tells the time that is left", async () => {
  const { epochs, history } = await told(125);
  expect(epochs.map(({ epoch, epochs, eta, secondsPerEpoch, step, steps }) => `${epoch}/${epochs} ${step}/${steps} ${secondsPerEpoch.toFixed(1)} ${eta.toFixed(1)}`)).toEqual(["1/3 8/8 1.0 2.0", "2/3 8/8 1.0 1.0", "3/3 8/8 1.0 0.0"]);
  expect(epochs.map(({ loss }) => loss)).toEqual(history.loss);
  expect(epochs.map(({ learningRate }) => learningRate)).toEqual([0.01 / 8, 0.01 / 16, 0.01 / 24]);
  expect(epochs.at(-1)!.bestEpoch).toBe(history.bestEpoch);
});

test("a step's event tells where the epoch is, its loss so far and the time that is left", async () => {
  const { epochs, steps } = await told(125);
  expect(steps.length).toBe(24);
  expect(steps.map(({ epoch, step, steps }) => `${epoch} ${step}/${steps}`).slice(6, 10)).toEqual(["1 7/8", "1 8/8", "2 1/8", "2 2/8"]);
  expect(steps[7]!.loss).toBe(epochs[0]!.loss);
  expect(steps[0]!.loss).toBe(steps[0]!.stepLoss);
  expect(steps[3]!.loss).toBeCloseTo(steps.slice(0, 4).reduce((sum, { stepLoss }) => sum + stepLoss, 0) / 4, 12);
  expect(steps[7]).toMatchObject({ epochs: 3, learningRate: 0.01 / 8, secondsPerStep: 0.125, eta: 2 });
});

test("steps are told at most ten times a second", async () => {
  expect((await told(25)).steps.map(({ epoch, step }) => (epoch - 1) * 8 + step)).toEqual([4, 8, 12, 16, 20, 24]);
  expect((await told(1)).steps).toEqual([]);
});

test("who listens changes no number", async () => {
  const [watched, unwatched] = [await told(125), await told(1, { onStep: () => undefined })];
  expect(watched.history).toEqual(unwatched.history);
});
