import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { trainCatboost } from "../index.ts";
import { frame, frameReader } from "./frames.ts";
import { bytesOfModel, treesOfBytes, type CatboostModel } from "./model.ts";
import { predictOblivious } from "./predict.ts";
import { obliviousShapley } from "./shapley.ts";

test("frames are read whole, whatever pieces they come in", () => {
  fc.assert(fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (headers, sizes) => {
    const read: unknown[] = [];
    const take = frameReader((header) => read.push(header));
    const bytes = Buffer.concat(headers.map(frame));
    for (let at = 0, k = 0; at < bytes.length; at += sizes[k++ % sizes.length]!) take(bytes.subarray(at, at + sizes[k % sizes.length]!));
    expect(read).toEqual(JSON.parse(JSON.stringify(headers)));
  }), { seed: 1 });
});

/** Two levels that ask different inputs, so that Shapley's formula can be written out. */
const model: CatboostModel = { scale: 1, bias: [0.5], link: "identity", trees: [{ inputs: [0, 1], borders: [0, 0], values: [1, 2, 4, 8], weights: [3, 1, 2, 4] }] };
const trees = treesOfBytes(bytesOfModel(model), 2, 1);

test("the leaf is numbered by the answers, the first level being bit 0", () => {
  const values = Float32Array.of(-1, -1, 1, -1, -1, 1, 1, 1);
  expect(Array.from(predictOblivious(trees, { values, rows: 4, width: 2 }))).toEqual([1.5, 2.5, 4.5, 8.5]);
});

test("Shapley values of two inputs are those of the formula", () => {
  const mean = (3 * 1 + 1 * 2 + 2 * 4 + 4 * 8) / 10;
  const first = (4 / 10) * 2 + (6 / 10) * 8; // the first input is above its border, the second one unknown
  const second = (2 * 4 + 4 * 8) / 6; // the second is above, the first unknown
  const wanted = [(first - mean + 8 - second) / 2, (second - mean + 8 - first) / 2, mean + 0.5];
  const given = obliviousShapley(trees, { values: Float32Array.of(1, 1), rows: 1, width: 2 });
  wanted.forEach((value, k) => expect(given[k]).toBeCloseTo(value, 12));
});

test("an input that two levels ask has one value, and all values add up to the forecast", () => {
  const input = fc.integer({ min: 0, max: 3 });
  const level = fc.tuple(input, fc.double({ min: -1, max: 1, noNaN: true }));
  fc.assert(fc.property(fc.array(level, { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 32, maxLength: 32 }), fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), (levels, drawn, row) => {
    const weights = drawn.slice(0, 2 ** levels.length);
    weights[0]! += 1;
    const drawnTree = { inputs: levels.map(([p]) => p), borders: levels.map(([, border]) => border), weights, values: weights.map((weight, k) => (weight === 0 ? 0 : Math.sin(k + 1))) };
    const one = treesOfBytes(bytesOfModel({ scale: 1, bias: [0.25], link: "identity", trees: [drawnTree] }), 4, 1);
    const matrix = { values: Float32Array.from(row), rows: 1, width: 4 };
    const given = obliviousShapley(one, matrix);
    expect(given.reduce((sum, value) => sum + value, 0)).toBeCloseTo(predictOblivious(one, matrix)[0]!, 9);
    for (let p = 0; p < 4; p++) if (!drawnTree.inputs.includes(p)) expect(given[p]).toBe(0);
  }), { seed: 1 });
});

test("a model whose trees do not fit its inputs is refused", () => {
  expect(() => treesOfBytes(bytesOfModel(model), 1, 1)).toThrow("its trees are not those of 1 inputs and 1 outputs. Save the model again.");
});

test("a process that is killed is an error with its progress and the remedy, and the next fit has another", async () => {
  const values = Float32Array.from({ length: 4_000 }, (_, k) => Math.sin(k * k));
  const request = { parameters: { loss_function: "RMSE" }, link: "identity", train: { values, rows: 1_000, width: 4, labels: values.slice(0, 1_000) } } as const;
  let killed = false;
  const killWorker = () => {
    if (killed) return;
    killed = true;
    const pids = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], { encoding: "utf8" }).split("\n").filter((line) => line.includes("worker.py"));
    for (const line of pids) process.kill(Number.parseInt(line, 10), "SIGKILL");
  };
  await expect(trainCatboost({ ...request, rounds: 1_000_000, onRound: killWorker })).rejects.toThrow(/^CatBoost's process was ended by SIGKILL, after \d+ of 1000000 rounds\. The system does so where memory is short/);
  expect((await trainCatboost({ ...request, rounds: 2 })).bestRound).toBe(2);
});
