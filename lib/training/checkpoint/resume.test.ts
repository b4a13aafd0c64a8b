import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { lstmNetwork } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { adam, startEngine, tf } from "../../tensorflow/index.ts";
import { cosine, fit, plateau, type TrainingOptions } from "../index.ts";
import { plantedWindows } from "../planted.fixture.ts";

const train = plantedWindows(120, 1);
const validation = plantedWindows(40, 2);
let folder = "";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "marketbook-"))));
afterEach(async () => rm(folder, { recursive: true }));

const build = (units = 4) => lstmNetwork({ units: [units], dropoutRate: 0.3 }).build(train, randomKey(1));
const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({ key: randomKey(1), epochs: 4, batchSize: 16, learningRate: 0.02, ...more });

async function fitted(more: Partial<TrainingOptions> = {}) {
  const model = build();
  const history = await fit(model, train, validation, options(more));
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return { history, weights };
}

/** Stops a fit that writes checkpoints in the middle of its second epoch. */
async function stopped(more: Partial<TrainingOptions> = {}) {
  const stop = new AbortController();
  let steps = 0;
  const clock = () => (++steps > 40 && stop.abort(new Error("enough")), steps * 1000);
  await expect(fitted({ checkpoint: { folder, everySteps: 3 }, signal: stop.signal, clock, ...more })).rejects.toThrow("enough");
}

const optimizers: [string, () => NonNullable<TrainingOptions["optimizer"]>][] = [
  ["adam", () => "adam"],
  ["adamW", () => "adamW"],
  ["sgd", () => "sgd"],
  ["rmsprop", () => "rmsprop"],
  ["adam that was given", () => adam()],
  ["TensorFlow.js's momentum", () => tf.train.momentum(0.01, 0.9)],
  ["TensorFlow.js's adam", () => tf.train.adam(0.01)],
  ["TensorFlow.js's adagrad", () => tf.train.adagrad(0.01)],
  ["TensorFlow.js's adadelta", () => tf.train.adadelta(0.01)],
  ["TensorFlow.js's adamax", () => tf.train.adamax(0.01)],
];

test.each(optimizers)("a fit by %s, stopped in the middle of an epoch, goes on as if it had not been", async (_, optimizer) => {
  const whole = await fitted({ optimizer: optimizer() });
  await stopped({ optimizer: optimizer() });
  lstmNetwork({ units: [3] }).build(train, randomKey(9)); // the names of the next model's weights are numbered higher
  expect(await fitted({ optimizer: optimizer(), checkpoint: { folder }, resume: true })).toEqual(whole);
});

test("a fit that ended gives its result again, and goes on where more epochs are asked for", async () => {
  const whole = await fitted({ checkpoint: { folder } });
  expect(await fitted({ checkpoint: { folder }, resume: true })).toEqual(whole);
  expect(await fitted({ checkpoint: { folder }, resume: true, epochs: 6 })).toEqual(await fitted({ epochs: 6 }));
});

test("a schedule that follows the losses goes on with its rates, and early stopping with its count", async () => {
  const more = { learningRate: plateau({ from: 0.5, patience: 1, factor: 0.5 }), patience: 3, epochs: 30 };
  const whole = await fitted(more);
  expect(new Set(whole.history.learningRate).size).toBeGreaterThan(1);
  await stopped(more);
  expect(await fitted({ ...more, checkpoint: { folder }, resume: true })).toEqual(whole);
});

test("a fit stopped between an epoch's last step and the end of its validation goes on with the whole history", async () => {
  const more = { learningRate: cosine({ from: 0.02, epochs: 4 }), epochs: 4 };
  const whole = await fitted(more);
  const stop = new AbortController();
  const onStep = ({ epoch, step, steps }: { epoch: number; step: number; steps: number }) => (epoch === 2 && step === steps ? stop.abort(new Error("enough")) : undefined);
  let now = 0;
  await expect(fitted({ ...more, checkpoint: { folder }, signal: stop.signal, onStep, clock: () => (now += 1000) })).rejects.toThrow("enough");
  expect(await readdir(folder)).toContain("epoch-000002-step-000000008.safetensors");
  expect(await fitted({ ...more, checkpoint: { folder }, resume: true })).toEqual(whole);
});

test("the last two checkpoints are kept, and drafts of a killed process are swept away", async () => {
  await writeFile(join(folder, "epoch-000001-step-000000003.safetensors.draft-99"), "half");
  await fitted({ checkpoint: { folder } });
  expect((await readdir(folder)).sort()).toEqual(["epoch-000004-step-000000000.safetensors", "epoch-000005-step-000000000.safetensors"]);
});

test("a fit that is stopped leaves a checkpoint of the step it stopped at", async () => {
  await stopped({ checkpoint: { folder } });
  expect((await readdir(folder)).at(-1)).toMatch(/^epoch-\d{6}-step-00000000[1-7]\.safetensors$/);
});

test("a resume where there is no checkpoint begins from the beginning", async () => {
  expect(await fitted({ checkpoint: { folder: join(folder, "new") }, resume: true })).toEqual(await fitted());
});

test("a new fit does not write over the checkpoints of another", async () => {
  await fitted({ checkpoint: { folder } });
  await expect(fitted({ checkpoint: { folder } })).rejects.toThrow(/holds the checkpoints of an earlier fit\. Say resume: true/);
});

test("a checkpoint of another fit is refused and what differs is said", async () => {
  await fitted({ checkpoint: { folder } });
  const resumed = (more: Partial<TrainingOptions>) => fitted({ checkpoint: { folder }, resume: true, ...more });
  await expect(resumed({ batchSize: 8, loss: "huber" })).rejects.toThrow(/is of another fit \(batch size: 16 there, 8 here; loss: meanSquaredError there, huber\(1\) here\)/);
  await expect(resumed({ learningRate: 0.01 })).rejects.toThrow("learning rate: constant(0.02) there, constant(0.01) here");
  await expect(resumed({ optimizer: "sgd" })).rejects.toThrow(/optimizer: MarketbookAdam .* there, SGD \{\} here/);
  await expect(resumed({ key: randomKey(2) })).rejects.toThrow(/\(key: \d+ there, \d+ here\)/);
  await expect(resumed({ sampleWeights: new Float32Array(train.count).fill(2) })).rejects.toThrow(/window weights: none there, [0-9a-f]{12}… here/);
  const other = options({ checkpoint: { folder }, resume: true });
  await expect(fit(build(5), train, validation, other)).rejects.toThrow(/network: [0-9a-f]{12}… there/);
  await expect(fit(build(), plantedWindows(120, 3), validation, other)).rejects.toThrow(/training windows: [0-9a-f]{12}… there/);
  await expect(fit(build(), train, plantedWindows(40, 3), other)).rejects.toThrow(/validation windows: [0-9a-f]{12}… there/);
});

test("a damaged checkpoint is named and set aside, and the one before is taken if it is whole", async () => {
  const whole = await fitted();
  await stopped();
  const [before, newest] = (await readdir(folder)).sort();
  await truncate(join(folder, newest!), 3000);
  const warnings: string[] = [];
  expect(await fitted({ checkpoint: { folder }, resume: true, onWarning: (text) => warnings.push(text) })).toEqual(whole);
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`the checkpoint .*${newest} is damaged \\(.*\\)\\. Going on from .*${before}, the one before\\.`))]);
  expect(await readdir(folder)).toContain(`${newest}.damaged`);
});

test("damage in all checkpoints is refused", async () => {
  await fitted({ checkpoint: { folder } });
  for (const name of await readdir(folder)) await writeFile(join(folder, name), "no checkpoint");
  await expect(fitted({ checkpoint: { folder }, resume: true })).rejects.toThrow(/is damaged \(.*\); the checkpoint .* is damaged \(.*\), and there is no other\. Fit again from the beginning/);
});

test("resume needs a folder, and its settings are checked", async () => {
  await expect(fitted({ resume: true })).rejects.toThrow("fit: resume needs checkpoint: { folder }");
  await expect(fitted({ checkpoint: { folder }, xla: true })).rejects.toThrow("fit: with xla a resumed fit would not be the same");
  await expect(fitted({ checkpoint: { folder, everySteps: 0 } })).rejects.toThrow("fit: checkpoint.everySteps must be a whole number ≥ 1, got 0");
});

test("a refused checkpoint leaves no tensor behind", async () => {
  await fitted({ checkpoint: { folder } });
  const model = build();
  const before = tf.memory().numTensors;
  await expect(fit(model, train, validation, options({ batchSize: 8, checkpoint: { folder }, resume: true }))).rejects.toThrow("another fit");
  await fit(model, train, validation, options({ checkpoint: { folder }, resume: true }));
  expect(tf.memory().numTensors).toBe(before);
});
