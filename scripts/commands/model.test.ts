import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lstmNetwork } from "../../lib/models/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { startEngine } from "../../lib/tensorflow/index.ts";
import { loadForecaster, loadModel, saveModel } from "../../lib/training/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { modelCommand } from "./model.ts";

const KERAS = path.join(import.meta.dirname, "../../lib/training/formats/reference/stacked_lstm.keras");
const folder = commandFolder("model");
const { at, printed } = folder;

beforeAll(async () => void (await startEngine()));
beforeEach(async () => {
  const model = lstmNetwork({ units: [4] }).build({ lookback: 6, features: 2 }, randomKey(1));
  await saveModel(model, at("saved"), { name: "LSTM 4", columns: ["close", "volume"], lookback: 6, horizon: 5, target: { offset: 1, scale: 2 } });
});

const run = (...argv: string[]) => modelCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });

test("a saved model is described: its card, its layers, its size", async () => {
  await run(at("saved"));
  expect(printed[0]).toMatch(/^LSTM 4\n {2}columns {3}close, volume\n {2}window {4}6 bars, forecast 5 ahead\n {2}target {4}output · 2 \+ 1\n {2}scaler {4}none saved\n {2}versions {2}marketbook /);
  expect(printed[0]).toMatch(/FusedLstm +\[B, 4\] +112\n/);
  expect(printed[0]).toMatch(/\n117 weights in 3 layers$/);
});

test("its model.json stands for its folder, card and checks included", async () => {
  await run(at("saved/model.json"));
  await run(at("saved"));
  expect(printed[0]).toBe(printed[1]);
});

test("it is written as ONNX", async () => {
  await run(at("saved"), "--onnx", at("model.onnx"));
  expect(existsSync(at("model.onnx"))).toBe(true);
  expect(printed[1]).toBe(`\n${at("model.onnx")}: the network as ONNX`);
});

test("a Keras file becomes a folder that a forecaster is loaded from", async () => {
  await run(KERAS, "--output", at("lstm"), "--columns", "close, volume, rsi_14", "--horizon", "2");
  expect(printed[0]).toMatch(/^stacked_lstm\n {2}without a card/);
  const { card, heads } = await loadForecaster(at("lstm"));
  expect(card).toMatchObject({ name: "stacked_lstm", columns: ["close", "volume", "rsi_14"], lookback: 6, horizon: 2, target: { offset: 0, scale: 1 } });
  const none = { inputs: new Float32Array(0), targets: new Float32Array(0), rows: new Int32Array(0), count: 0, lookback: 6, features: 3, columns: card.columns, horizon: 2 };
  expect(Object.keys(heads?.(none) ?? {})).toEqual(["output_1", "output_2"]);
});

test("a saved model written anew keeps what its card says", async () => {
  await run(at("saved"), "--output", at("again"));
  const [before, after] = [await loadModel(at("saved")), await loadModel(at("again"))];
  expect(after.card).toMatchObject({ name: "LSTM 4", columns: ["close", "volume"], horizon: 5, target: { offset: 1, scale: 2 } });
  expect(after.card.files["weights.bin"]).toBe(before.card.files["weights.bin"]);
});

describe("what cannot be done is refused in one sentence, and nothing is written", () => {
  test.each<[string, () => string[], RegExp]>([
    ["no path", () => [], /missing required argument 'path'/],
    ["nothing there", () => [at("none")], /none does not exist\. Give a folder that saveModel wrote/],
    ["a folder without a model", () => [folder.path], /holds no model: neither card\.json nor model\.json is in it\./],
    ["an empty path", () => [""], /an empty path does not exist/],
    ["columns without a folder", () => [KERAS, "--columns", "a,b,c"], /--columns and --horizon say what --output writes/],
    ["a Keras file without columns", () => [KERAS, "--output", at("lstm")], /the file does not say which columns the network reads; name 3 of them, in order, with --columns/],
    ["too few columns", () => [KERAS, "--output", at("lstm"), "--columns", "a,b"], /--columns names a, b; the network reads 3 columns/],
    ["a column twice", () => [KERAS, "--output", at("lstm"), "--columns", "a,b,a"], /--columns names a, b, a; the network reads 3 columns, each of a name of its own/],
    ["a horizon that is no count", () => [KERAS, "--output", at("lstm"), "--columns", "a,b,c", "--horizon", "1.5"], /Give a whole number from 0/],
    ["a folder of other things", () => [KERAS, "--output", folder.path, "--columns", "a,b,c"], /holds saved, which is no part of a model and would be lost/],
    ["a folder without a name", () => [at("saved"), "--output", ""], /--output is empty; name the folder to write/],
    ["a model over itself", () => [at("saved"), "--output", at("saved")], /--output .*saved would overwrite the model that is read/],
    ["an ONNX file over a part of the model", () => [at("saved"), "--onnx", at("saved/model.json")], /--onnx .*model\.json would overwrite .*model\.json, which is read/],
    ["an ONNX file below a file", () => [at("saved"), "--onnx", at("saved/card.json/x.onnx")], /card\.json of --onnx .*x\.onnx is a file, not a folder; name another file/],
    ["an ONNX file in a folder that is not there", () => [at("saved"), "--onnx", at("none/model.onnx")], /the folder .*none of --onnx .*model\.onnx does not exist/],
  ])("%s", async (_, argv, message) => {
    await expect(run(...argv())).rejects.toThrow(message);
    expect(readdirSync(folder.path)).toEqual(["saved"]);
  });
});
