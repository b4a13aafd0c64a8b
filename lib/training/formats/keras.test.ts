import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { randomKey, split } from "../../random/index.ts";
import { bidirectional, dense, dropout, gaussianNoise, gru, layerNormalization, lstm, startEngine, tf, type layers, type LayersModel } from "../../tensorflow/index.ts";
import { loadModel, saveModel } from "../index.ts";
import { answers, differenceFromKeras, REFERENCE, writeEdited } from "./keras.fixture.ts";
import { loadKerasWeights } from "./kerasWeights.ts";
import { readKerasModel } from "./readKerasModel.ts";

const at = (file: string) => path.join(REFERENCE, file);
const key = (name: string) => split(randomKey(5), name);
let folder = "";
let edited = "";

beforeAll(async () => void (await startEngine()));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keras-"));
  edited = path.join(folder, "edited.keras");
});
afterEach(() => rmSync(folder, { recursive: true }));

function stack(...parts: readonly layers.Layer[]): LayersModel {
  return tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [6, 3] }), ...parts] });
}

const OURS: Readonly<Record<string, () => LayersModel>> = {
  stacked_lstm: () => stack(lstm({ units: 4, returnSequences: true, key: key("a") }), dropout({ rate: 0.3, key: key("b") }), lstm({ units: 3, goBackwards: true, key: key("c") }), dense({ units: 2, key: key("d") })),
  bidirectional: () => stack(bidirectional(lstm({ units: 3, returnSequences: true, key: key("a") })), bidirectional(gru({ units: 2, key: key("b") }), { mergeMode: "sum" }), dense({ units: 1, key: key("c") })),
  dense: () => stack(
    gaussianNoise({ deviation: 0.1, key: key("a") }), tf.layers.batchNormalization({}), tf.layers.flatten({}), dense({ units: 5, key: key("b") }),
    layerNormalization({ epsilon: 1e-4 }), tf.layers.activation({ activation: "relu" }), tf.layers.dense({ units: 2, activation: "softmax" }),
  ),
};

describe("a model from Keras", () => {
  test.each(Object.keys(answers))("answers as there: %s.keras", async (name) => {
    expect(differenceFromKeras(await readKerasModel(at(`${name}.keras`)), name)).toBeLessThan(1e-5);
  });

  test.each(Object.keys(OURS))("answers as there: %s.h5, the older format", async (name) => {
    expect(differenceFromKeras(await readKerasModel(at(`${name}.h5`)), name)).toBeLessThan(1e-5);
  });

  test("can be saved and loaded as ours", async () => {
    await saveModel(await readKerasModel(at("encoder.keras")), path.join(folder, "encoder"), { columns: ["a", "b", "c"], lookback: 6, horizon: 1 });
    expect(differenceFromKeras((await loadModel(path.join(folder, "encoder"))).model, "encoder")).toBeLessThan(1e-5);
  });

  test("whose names have spaces and signs answers as there", async () => {
    writeEdited("branches", edited, { from: '"window"', by: '"the window, 6 × 3"' });
    expect(differenceFromKeras(await readKerasModel(edited), "branches")).toBeLessThan(1e-5);
  });

  test("that is refused leaves no tensor", async () => {
    writeEdited("dense", edited, { from: '"class_name": "Activation"', by: '"class_name": "Quilt"' });
    const before = tf.memory().numTensors;
    await expect(readKerasModel(edited)).rejects.toThrow("Quilt");
    expect(tf.memory().numTensors).toBe(before);
  });

  test("keeps what is frozen and what is dropped in training", async () => {
    writeEdited("stacked_lstm", edited, { from: '"name": "lstm", "trainable": true', by: '"name": "lstm", "trainable": false' });
    const model = await readKerasModel(edited);
    expect(model.getLayer("lstm").trainable).toBe(false);
    expect(model.getLayer("dropout").getConfig()["rate"]).toBe(0.3);
  });

  test("whose calls have arguments that say nothing answers as there", async () => {
    writeEdited("encoder", edited, { from: '["dense_6", 0, 0]}}], "kwargs": {}', by: '["dense_6", 0, 0]}}], "kwargs": {"mask": null, "training": false}' });
    expect(differenceFromKeras(await readKerasModel(edited), "encoder")).toBeLessThan(1e-5);
  });
});

describe("weights from Keras", () => {
  const files = Object.keys(OURS).flatMap((name) => [".weights.h5", ".keras", ".h5"].map((ending): [string, string] => [name, ending]));

  test.each(files)("go into a model of the same layers: %s%s", async (name, ending) => {
    const model = OURS[name]!();
    await loadKerasWeights(model, at(`${name}${ending}`));
    expect(differenceFromKeras(model, name)).toBeLessThan(1e-5);
  });

  const first = () => lstm({ units: 4, returnSequences: true, key: key("a"), name: "first" });
  const second = (units = 3) => lstm({ units, key: key("b"), name: "second" });
  const last = () => dense({ units: 2, key: key("c"), name: "last" });
  test.each<[string, () => LayersModel, RegExp, RegExp]>([
    ["a layer without weights in the file", () => stack(first(), lstm({ units: 3, returnSequences: true, key: key("x"), name: "extra" }), second(), last()),
      /has no weights for the layer "second" \("lstm_2" in the file\)\. Give the weights of the same network\.$/, /has no weight "bias" for the layer "second" \("dense" in the file\)/],
    ["weights without a layer", () => stack(first(), second()), /holds weights of "dense", for which the model has no layer\./, /holds weights of "dense"/],
    ["another width", () => stack(first(), second(5), last()), /layers\/lstm_1\/cell\/vars\/0 has the shape \[4, 12\], the weight "kernel" of layer "second" has \[4, 20\]\./, /lstm_1.*kernel has the shape \[4, 12\], the weight "kernel" of layer "second" has \[4, 20\]/],
    ["a layer without a bias", () => stack(first(), second(), tf.layers.dense({ units: 2, useBias: false, name: "last" })), /holds layers\/dense\/vars\/1, for which the layer "last" has no weight/, /bias, for which the layer "last" has no weight/],
  ])("are refused by name and change nothing: %s", async (_, make, message, older) => {
    const model = make();
    const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    await expect(loadKerasWeights(model, at("stacked_lstm.weights.h5"))).rejects.toThrow(message);
    await expect(loadKerasWeights(model, at("stacked_lstm.h5"))).rejects.toThrow(older);
    expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before);
  });
});

describe("what is not known in a Keras model is refused with the layer's name", () => {
  test.each<[string, string, string, string, RegExp]>([
    ["a class", "dense", '"class_name": "Flatten"', '"class_name": "Quilt"', /: the layer "flatten" \(Quilt\) is of a class that this version does not read\. It reads Activation, Add, /],
    ["code", "dense", '"class_name": "Flatten"', '"class_name": "Lambda"', /: the layer "flatten" \(Lambda\) carries Python code, which is never run\./],
    ["state kept between batches", "stacked_lstm", '"stateful": false', '"stateful": true', /: the layer "lstm" \(LSTM\) has the option stateful = true, which this version does not read \(Invalid input: expected false\)\.$/],
    ["unrolling", "gru", '"unroll": false', '"unroll": true', /"gru" \(GRU\) has the option unroll = true/],
    ["an option", "dense", '"units": 5,', '"units": 5, "colour": "red",', /"dense_\d+" \(Dense\) has the option colour = "red"/],
    ["an option that is missing", "dense", '"units": 5, ', "", /"dense_\d+" \(Dense\) has no option units/],
    ["an activation", "stacked_lstm", '"activation": "tanh"', '"activation": "relu"', /"lstm" \(LSTM\) has the option activation = "relu"/],
    ["a regularizer", "dense", '"kernel_regularizer": null', '"kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.01}}', /"dense_\d+" \(Dense\) has the option kernel_regularizer = \{"class_name":"L2"/],
    ["half precision", "stacked_lstm", '"LSTM", "config": {"name": "lstm", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}', '"LSTM", "config": {"name": "lstm", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}', /"lstm" \(LSTM\) has the option dtype = .*mixed_float16/],
    ["whole numbers as input", "stacked_lstm", '"dtype": "float32", "sparse"', '"dtype": "int32", "sparse"', /\(InputLayer\) takes "int32"; float32 is read\./],
    ["an inner layer's option", "bidirectional", '"unroll": false', '"unroll": true', /"bidirectional" \(Bidirectional\) has the option unroll = true/],
    ["outputs of two directions kept apart", "bidirectional", '"merge_mode": "concat"', '"merge_mode": null', /"bidirectional" \(Bidirectional\) has the option merge_mode = null/],
    ["directions of different width", "bidirectional", '"go_backwards": true, "stateful": false, "unroll": false, "zero_output_for_mask": true, "units": 3', '"go_backwards": true, "stateful": false, "unroll": false, "zero_output_for_mask": true, "units": 4', /"bidirectional" \(Bidirectional\) has two layers that differ in more than their direction/],
    ["a width that the file has no numbers for", "dense", '"units": 5', '"units": 500000000', /"dense_\d+" \(Dense\) needs at least 9000000000 numbers for its weights, and the file holds 129 in all/],
    ["attention to another layer", "encoder", '"keras_history": ["dense_6", 0, 0]}}], "kwargs"', '"keras_history": ["window", 0, 0]}}], "kwargs"', /"multi_head_attention" \(MultiHeadAttention\) attends to "window" from "dense_6"/],
    ["an option of the call", "encoder", '["dense_6", 0, 0]}}], "kwargs": {}', '["dense_6", 0, 0]}}], "kwargs": {"return_attention_scores": true}', /"multi_head_attention" \(MultiHeadAttention\) has the option return_attention_scores = true/],
    ["a step that is no layer", "branches", '"args": [[', '"args": [0.5, [', /: the layer "concatenate" \(Concatenate\) takes other inputs than single outputs of layers; such steps, masks of Functional models among them, are not read\./],
    ["a layer that is not there", "branches", '"keras_history": ["flatten_1"', '"keras_history": ["absent"', /takes the output of "absent", which is not described before it/],
    ["an output of another name", "branches", '"output_layers": ["dense_', '"output_layers": ["x_', /the network has no layer "x_\d+", which is said to be its output/],
    ["a model with code of its own", "branches", '"class_name": "Functional"', '"class_name": "Mine"', /is a model of the class "Mine", whose code is not in the file/],
    ["no network at all", "branches", '"layers": [', '"storeys": [', /the network's description is not Keras's: /],
  ])("%s", async (_, name, from, by, message) => {
    writeEdited(name, edited, { from, by });
    await expect(readKerasModel(edited)).rejects.toThrow(message);
  });

  test("a file of another Keras", async () => {
    writeEdited("dense", edited, { part: "metadata.json", from: "3.15.1", by: "2.15.0" });
    await expect(readKerasModel(edited)).rejects.toThrow(/edited\.keras was written by Keras 2\.15\.0; \.keras files of Keras 3 are read\. Save it again by Keras 3, or as \.h5\.$/);
  });

  test("a file of weights alone", async () => {
    await expect(readKerasModel(at("dense.weights.h5"))).rejects.toThrow(/dense\.weights\.h5 holds weights without a network\. Build the network and use loadKerasWeights/);
  });
});
