import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { lstmNetwork } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { applyTo, startEngine, tf, type LayersModel } from "../../tensorflow/index.ts";
import { saveModel } from "../saveModel.ts";
import { readTfjsModel } from "./readTfjsModel.ts";

let folder = "";

beforeAll(async () => void (await startEngine()));
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "tfjs-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const stock = (): LayersModel => tf.sequential({ layers: [tf.layers.lstm({ units: 3, inputShape: [4, 2], recurrentActivation: "sigmoid" }), tf.layers.dense({ units: 2, activation: "tanh" })] });

/** Writes a model as the browser's and the converter's format has it, its weights cut into files of some bytes. */
async function writeShards(model: LayersModel, size: number): Promise<void> {
  await model.save(tf.io.withSaveHandler(async ({ modelTopology, weightData, weightSpecs = [] }) => {
    const weights = Buffer.from(tf.io.CompositeArrayBuffer.join(weightData));
    const paths = Array.from({ length: Math.ceil(weights.length / size) }, (_, k) => `group1-shard${k + 1}.bin`);
    paths.forEach((name, k) => writeFileSync(at(name), weights.subarray(k * size, (k + 1) * size)));
    writeFileSync(at("model.json"), JSON.stringify({ format: "layers-model", modelTopology, weightsManifest: [{ paths, weights: weightSpecs }] }));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
  }));
}

function outputs(model: LayersModel): readonly number[] {
  return tf.tidy(() => Array.from(applyTo(model, tf.reshape(tf.linspace(-1, 1, 24), [3, 4, 2])).dataSync()));
}

test("a model of stock layers, its weights in several files, answers as the one that was saved", async () => {
  const model = stock();
  await writeShards(model, 100);
  expect(outputs(await readTfjsModel(folder))).toEqual(outputs(model));
  expect(outputs(await readTfjsModel(at("model.json")))).toEqual(outputs(model));
});

test("a folder of saveModel is read too", async () => {
  const model = lstmNetwork({ units: [3] }).build({ lookback: 4, features: 2 }, randomKey(1));
  await saveModel(model, at("saved"), { columns: ["a", "b"], lookback: 4, horizon: 1 });
  expect(outputs(await readTfjsModel(at("saved")))).toEqual(outputs(model));
});

type Edit = (text: string) => string;
const model: Edit = (text) => text;
test.each<[string, Edit, (name: string) => void, RegExp]>([
  ["no file", model, (name) => rmSync(name), /^readTfjsModel: .*model\.json does not exist\. Give the folder, or the model\.json in it, that TensorFlow\.js wrote by model\.save\.$/],
  ["no JSON", (text) => text.slice(0, 100), () => {}, /model\.json is not JSON: it is cut off or damaged/],
  ["a graph model", (text) => text.replace("layers-model", "graph-model"), () => {}, /model\.json is a graph model, whose layers are gone\./],
  ["a shard that is missing", model, () => rmSync(at("group1-shard2.bin")), /group1-shard2\.bin does not exist\. It belongs to model\.json; copy all files of the model\.$/],
  ["a shard that is cut off", model, () => writeFileSync(at("group1-shard1.bin"), "abcd"), /model\.json describes 320 bytes of weights, and beside it lie 224\./],
  ["a shard elsewhere", (text) => text.replace('"group1-shard1.bin"', '"../group1-shard1.bin"'), () => {}, /weightsManifest\.0\.paths\.0: a file beside model\.json is read, no path/],
  ["weights in fewer bits", (text) => text.replace('"dtype":"float32"}', '"dtype":"float32","quantization":{"dtype":"uint8"}}'), () => {}, /weightsManifest\.0\.weights\.0: Unrecognized key: "quantization"/],
  ["weights of another type", (text) => text.replace('"dtype":"float32"}', '"dtype":"string"}'), () => {}, /weightsManifest\.0\.weights\.0\.dtype: Invalid option/],
  ["a width that no weight has", (text) => text.replace('"units":3', '"units":300000000'), () => {}, /describes a layer of 300000000 units, and no weight has an axis of more than 12\./],
  ["a layer that is not known", (text) => text.replaceAll('"Dense"', '"Quilt"'), () => {}, /does not describe a model that this version knows: its layer Quilt is unknown\. Import the file that registers it/],
  ["another shape", (text) => text.replace('"units":2', '"units":3'), () => {}, /does not describe a model that this version knows: /],
  ["a weight too many", (text) => text.replace('"units":2,"activation":"tanh","use_bias":true', '"units":2,"activation":"tanh","use_bias":false'), () => {}, /does not describe a model that this version knows: /],
])("a model with %s is refused in one sentence", async (_, edit, damage, message) => {
  await writeShards(stock(), 100);
  const file = at("model.json");
  const text = edit(readFileSync(file, "utf8"));
  writeFileSync(file, text);
  damage(file);
  await expect(readTfjsModel(folder)).rejects.toThrow(message);
});

test("a folder without a model is named", async () => {
  await mkdir(at("empty"));
  await expect(readTfjsModel(at("empty"))).rejects.toThrow(/empty.model\.json does not exist/);
});
