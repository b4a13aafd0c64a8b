import { writeWhole } from "../../../market/files/writeWhole.ts";
import type { layers, LayersModel } from "../../../tensorflow/index.ts";
import { TrainingError } from "../../error.ts";
import type { ModelCard } from "../../modelCard.ts";
import { FORMS } from "./forms.ts";
import { onnxGraph } from "./graph.ts";
import { refuse } from "./layerForm.ts";
import { ELEMENT, encodeModel, type OnnxValue } from "./messages.ts";

/** Operator set 17 is the first with LayerNormalization; 8 is the file format that came with it. */
const OPSET = 17;
const FORMAT = 8;

/**
 * Writes a model for prediction as an ONNX file, whole or not at all: layers of ours and the common ones of TensorFlow.js, the batch of
 * any size. The file's metadata carry the card's columns, window, target scale and scaler, where a card is given.
 * A layer without a form in ONNX is an error that names it.
 */
export function writeOnnx(model: LayersModel, path: string, { card }: { readonly card?: ModelCard } = {}): void {
  const bytes = onnxBytes(model, card);
  try {
    writeWhole(path, bytes);
  } catch (error) {
    throw new TrainingError(`writeOnnx: ${path} could not be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The content of the file. */
export function onnxBytes(model: LayersModel, card?: ModelCard): Uint8Array {
  const graph = onnxGraph();
  const [[input], [output]] = [model.inputs, model.outputs];
  if (!input || !output || model.inputs.length + model.outputs.length > 2) throw new TrainingError(`writeOnnx: "${model.name}" has ${model.inputs.length} inputs and ${model.outputs.length} outputs; models of one each are written.`);
  const names = new Map<string, string>([[input.name, "input"]]);
  for (const layer of model.layers.filter((each) => each.getClassName() !== "InputLayer")) {
    const [node, ...more] = layer.inboundNodes;
    if (!node || more.length > 0) throw refuse(layer.name, `it is applied ${layer.inboundNodes.length} times`);
    if (node.outputTensors.length > 1) throw refuse(layer.name, "it has several outputs");
    const inputs = node.inputTensors.map((tensor) => names.get(tensor.name) ?? "");
    if (inputs.includes("")) throw refuse(layer.name, "it reads what is not part of the model");
    const form = FORMS[layer.getClassName()];
    if (!form) throw refuse(layer.name, `ONNX has no form for a ${layer.getClassName()} here`);
    const shape = (node.inputTensors[0]?.shape ?? []).slice(1);
    names.set(node.outputTensors[0]!.name, form({ name: layer.name, config: layer.getConfig(), weights: weightsOf(layer), shape }, graph, inputs));
  }
  const last = graph.node("Identity", [names.get(output.name) ?? ""]);
  return encodeModel({
    irVersion: FORMAT,
    producerName: "marketbook",
    producerVersion: card?.versions["marketbook"] ?? "",
    opsetImport: [{ domain: "", version: OPSET }],
    metadataProps: card ? metadata(card) : [],
    graph: { name: model.name, node: graph.nodes, initializer: graph.constants, input: [value("input", input.shape)], output: [value(last, output.shape)] },
  });
}

function weightsOf(layer: layers.Layer) {
  return layer.weights.filter(({ dtype }) => dtype === "float32").map((weight) => {
    const tensor = weight.read();
    return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
  });
}

function value(name: string, shape: readonly (number | null)[]): OnnxValue {
  const dim = shape.map((size, axis) => (size === null ? { dimParam: axis === 0 ? "batch" : `${name}_${axis}` } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: ELEMENT.float, shape: { dim } } } };
}

function metadata({ columns, horizon, lookback, name, scaler, target }: ModelCard): readonly { readonly key: string; readonly value: string }[] {
  const texts = { name, columns: columns.join(","), lookback: String(lookback), horizon: String(horizon), target_offset: String(target.offset), target_scale: String(target.scale), ...(scaler === undefined ? {} : { scaler: JSON.stringify(scaler) }) };
  return Object.entries(texts).map(([key, text]) => ({ key, value: text }));
}
