import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { InferenceSession, Tensor as OrtTensor, env } from "onnxruntime-web";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../../../random/index.ts";
import { applyTo, bidirectional, conv1d, dense, dropout, gaussianNoise, gru, layerNormalization, lstm, multiHeadAttention, spatialDropout1d, startEngine, tf, type layers, type LayersModel } from "../../../tensorflow/index.ts";
import { customDense, customLstm } from "../../../models/index.ts";
import type { ModelCard } from "../../modelCard.ts";
import { readKerasModel } from "../readKerasModel.ts";
import { onnxBytes, writeOnnx } from "./writeOnnx.ts";

const WINDOW: [number, number] = [6, 3];
const key = (name: string) => split(randomKey(5), name);
const { normal } = randomStream(randomKey(9));
let folder = "";

beforeAll(async () => {
  env.wasm.numThreads = 1;
  await startEngine();
});
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "onnx-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A stack with weights that differ everywhere. */
function stack(...parts: readonly layers.Layer[]): LayersModel {
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: WINDOW }), ...parts] });
  tf.tidy(() => {
    for (const weight of model.layers.flatMap((layer) => layer.weights)) {
      const tensor = weight.read();
      if (weight.dtype === "float32") weight.write(tf.tensor(Float32Array.from({ length: tensor.size }, () => (weight.name.includes("variance") ? 1 + normal() ** 2 : 0.5 * normal())), tensor.shape));
    }
  });
  return model;
}

async function sameAsOurs(model: LayersModel): Promise<void> {
  const session = await InferenceSession.create(onnxBytes(model));
  const width = WINDOW[0] * WINDOW[1];
  for (const batch of [1, 3]) {
    const values = Float32Array.from({ length: batch * width }, normal);
    const { [session.outputNames[0]!]: output } = await session.run({ input: new OrtTensor("float32", values, [batch, ...WINDOW]) });
    const ours = tf.tidy(() => {
      const result = applyTo(model, tf.tensor(values, [batch, ...WINDOW]));
      return { shape: result.shape, values: Array.from(result.dataSync()) };
    });
    expect(output!.dims).toEqual(ours.shape);
    const theirs = Array.from(output!.data, Number);
    expect(Math.max(...ours.values.map((value, k) => Math.abs(value - theirs[k]!)))).toBeLessThan(1e-5);
  }
  await session.release();
}

test.each<[string, () => layers.Layer[]]>([
  ["LSTM", () => [lstm({ units: 4, returnSequences: true, key: key("a") }), dropout({ rate: 0.5, key: key("b") }), lstm({ units: 2, key: key("c") }), dense({ units: 1, key: key("d") })]],
  ["LSTM that reads backwards", () => [lstm({ units: 4, returnSequences: true, goBackwards: true, key: key("a") }), lstm({ units: 2, goBackwards: true, key: key("b") })]],
  ["GRU, reset after", () => [gru({ units: 4, returnSequences: true, key: key("a") }), gru({ units: 2, key: key("b") })]],
  ["GRU, reset before", () => [gru({ units: 4, returnSequences: true, resetAfter: false, key: key("a") }), gru({ units: 2, resetAfter: false, key: key("b") })]],
  ["pair that concatenates", () => [bidirectional(lstm({ units: 3, returnSequences: true, key: key("a") })), bidirectional(gru({ units: 2, key: key("b") }))]],
  ["pair that adds", () => [bidirectional(gru({ units: 3, returnSequences: true, key: key("a") }), { mergeMode: "sum" }), bidirectional(lstm({ units: 2, key: key("b") }), { mergeMode: "mul" })]],
  ["pair that averages", () => [bidirectional(lstm({ units: 2, dropout: 0.2, key: key("b") }), { mergeMode: "ave" })]],
  ["causal convolution", () => [conv1d({ filters: 4, kernelSize: 3, dilation: 2, activation: "relu", key: key("a") }), spatialDropout1d({ rate: 0.1, key: key("n") }), conv1d({ filters: 2, kernelSize: 2, key: key("b") })]],
  ["convolution that sees both sides", () => [conv1d({ filters: 4, kernelSize: 4, padding: "same", activation: "tanh", key: key("a") }), conv1d({ filters: 2, kernelSize: 2, dilation: 2, padding: "valid", key: key("b") })]],
  ["stock convolution", () => [tf.layers.conv1d({ filters: 3, kernelSize: 2, strides: 2, padding: "same" }), tf.layers.globalAveragePooling1d({})]],
  ["pooling", () => [tf.layers.maxPooling1d({ poolSize: 2, strides: 1, padding: "same" }), tf.layers.averagePooling1d({ poolSize: 2, strides: 2, padding: "valid" }), tf.layers.globalMaxPooling1d({})]],
  ["dense network", () => [gaussianNoise({ deviation: 1, key: key("n") }), tf.layers.flatten({}), dense({ units: 4, activation: "sigmoid", key: key("a") }), tf.layers.batchNormalization({}), layerNormalization(), tf.layers.dense({ units: 3, activation: "softmax", useBias: false })]],
  ["dense layer of each step", () => [dense({ units: 4, activation: "relu", key: key("a") }), tf.layers.layerNormalization({ epsilon: 0.1 }), tf.layers.activation({ activation: "softplus" })]],
  ["layer of the teaching notebook", () => [customLstm({ units: 3, key: key("a") }), customDense({ units: 1, key: key("b") })]],
  ["attention", () => [multiHeadAttention({ heads: 2, keyDim: 4, key: key("a") }), multiHeadAttention({ heads: 1, keyDim: 2, causal: true, key: key("b") })]],
  ["rearrangement", () => [tf.layers.permute({ dims: [2, 1] }), tf.layers.reshape({ targetShape: [9, 2] })]],
])("an ONNX runtime answers as ours: %s", async (_, parts) => {
  await sameAsOurs(stack(...parts()));
});

test.each(["encoder", "branches"])("a network of branches is written: Keras's %s", async (name) => {
  await sameAsOurs(await readKerasModel(path.join(import.meta.dirname, "..", "reference", `${name}.keras`)));
});

test("the file carries what the card says", () => {
  const model = stack(lstm({ units: 2, key: key("a") }), dense({ units: 1, key: key("b") }));
  const file = path.join(folder, "model.onnx");
  const card: ModelCard = {
    format: 2, kind: "network", task: "regression", name: "LSTM 2", columns: ["signal", "noise", "volume"], lookback: 6, horizon: 5, target: { offset: 0.25, scale: 2 }, scaler: { kind: "standard" }, versions: { marketbook: "0.1.0" }, files: { "model.json": "", "weights.bin": "" },
  };
  writeOnnx(model, file, { card });
  expect(readdirSync(folder)).toEqual(["model.onnx"]);
  const bytes = readFileSync(file);
  expect(bytes.equals(onnxBytes(model, card))).toBe(true);
  for (const [entry, value] of Object.entries({ columns: "signal,noise,volume", lookback: "6", horizon: "5", target_offset: "0.25", target_scale: "2", scaler: '{"kind":"standard"}' })) {
    const text = (content: string) => [content.length, ...Buffer.from(content)];
    expect(bytes.includes(Buffer.from([0x0a, ...text(entry), 0x12, ...text(value)]))).toBe(true);
  }
});

test.each<[string, () => LayersModel, RegExp]>([
  ["a layer without a form", () => stack(tf.layers.masking({ name: "gap" })), /^writeOnnx: the layer "gap" cannot be written: ONNX has no form for a Masking here\. Use a network without it, or save it by saveModel\.$/],
  ["an activation without a form", () => stack(tf.layers.dense({ units: 2, activation: "mish", name: "curved" })), /the layer "curved" cannot be written: its activation is "mish"/],
  ["a normalization of another axis", () => stack(tf.layers.batchNormalization({ axis: 1, name: "early" })), /the layer "early" cannot be written: it does not normalize the last axis alone/],
  ["a layer that is used twice", () => {
    const input = tf.input({ shape: WINDOW });
    const twice = dense({ units: 3, key: key("a"), name: "twice" });
    const once = twice.apply(input);
    const output = once instanceof tf.SymbolicTensor ? twice.apply(once) : [];
    return tf.model({ inputs: input, outputs: output instanceof tf.SymbolicTensor ? output : [] });
  }, /the layer "twice" cannot be written: it is applied 2 times/],
  ["states", () => {
    const input = tf.input({ shape: WINDOW });
    const [output] = [lstm({ units: 2, returnState: true, key: key("a"), name: "open" }).apply(input)].flat();
    return tf.model({ inputs: input, outputs: output instanceof tf.SymbolicTensor ? output : [] });
  }, /the layer "open" cannot be written: it has several outputs/],
])("%s is refused by name, and no file is left", (_, model, message) => {
  expect(() => writeOnnx(model(), path.join(folder, "model.onnx"))).toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
});

test("a folder that is not there is named", () => {
  const model = stack(dense({ units: 1, key: key("a") }));
  expect(() => writeOnnx(model, path.join(folder, "absent", "model.onnx"))).toThrow(/^writeOnnx: .*model\.onnx could not be written: ENOENT/);
});
