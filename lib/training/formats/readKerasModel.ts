import { randomKey, split, type RandomKey } from "../../random/index.ts";
import { tf, type layers, type LayersModel } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { layerOf, type Fail } from "./kerasLayer.ts";
import { kerasNetwork, type KerasLayer, type KerasNetwork } from "./kerasConfig.ts";
import { openKerasFile } from "./kerasFile.ts";
import { receiveWeights, type Receiver } from "./kerasWeights.ts";

type Symbolic = InstanceType<typeof tf.SymbolicTensor>;

/**
 * Reads a model that Keras saved, `.keras` or a whole model in `.h5`, into layers of ours: the same outputs for the same inputs.
 * Sequential models and Functional ones of one input and one output. Code in a file (Lambda, classes of one's own) is never run:
 * what is not known is refused, with the layer's name. `key` seeds dropout and noise, should training go on.
 */
export async function readKerasModel(path: string, { key = randomKey(0) }: { readonly key?: RandomKey } = {}): Promise<LayersModel> {
  const { config, weights } = await openKerasFile(path);
  if (config === undefined) throw new TrainingError(`${path} holds weights without a network. Build the network and use loadKerasWeights, or save the whole model by model.save.`);
  const network = kerasNetwork(path, config);
  const numbers = weights.datasets.reduce((sum, { values }) => sum + (values?.length ?? 0), 0);
  const receivers: Receiver[] = [];
  try {
    const model = connected(path, network, { key, numbers }, receivers);
    receiveWeights(path, weights, receivers);
    return model;
  } catch (error) {
    for (const { layer } of receivers) for (const weight of layer.weights) weight.dispose();
    throw error;
  }
}

/** The model of all layers, each applied to the outputs it takes; `receivers` gets them in the file's order. */
function connected(path: string, network: KerasNetwork, { key, numbers }: { readonly key: RandomKey; readonly numbers: number }, receivers: Receiver[]): LayersModel {
  const outputs = new Map<string, Symbolic>();
  let input: Symbolic | undefined;
  for (const described of network.layers) {
    const fail = (why: string, cause?: unknown) => new TrainingError(`${path}: the layer "${described.name}" (${described.className}) ${why}`, { cause });
    if (outputs.has(described.name)) throw fail("has the name of another layer.");
    if (described.className === "InputLayer") {
      if (input) throw fail("is a second input; networks of one input are read.");
      input = inputOf(described, fail);
      outputs.set(described.name, input);
      continue;
    }
    const inputs = inboundOf(described, fail).map((from) => {
      const output = outputs.get(from);
      if (!output) throw fail(`takes the output of "${from}", which is not described before it.`);
      return output;
    });
    const shape = (inputs[0]?.shape ?? []).slice(1).map((size) => size ?? 1);
    const layer = layerOf(described, split(key, described.name), { shape, numbers }, fail);
    receivers.push({ layer, kerasClass: described.className });
    outputs.set(described.name, applied(layer, inputs, fail));
  }
  const output = outputs.get(network.output);
  if (!input || !output) throw new TrainingError(`${path}: the network has no ${input ? `layer "${network.output}", which is said to be its output` : "input"}.`);
  return tf.model({ inputs: input, outputs: output, name: network.name });
}

function inputOf({ name, options }: KerasLayer, fail: Fail): Symbolic {
  const shape = options["batch_shape"] ?? options["batch_input_shape"];
  const sizes: readonly unknown[] = Array.isArray(shape) ? shape : [];
  const known = sizes.slice(1).map((size) => (size === null ? null : typeof size === "number" && Number.isInteger(size) && size > 0 ? size : undefined));
  if (sizes.length < 2 || known.includes(undefined)) throw fail(`has the shape ${JSON.stringify(shape)}; a batch axis and then sizes ≥ 1 are read.`);
  if (![undefined, "float32"].some((type) => type === options["dtype"])) throw fail(`takes ${JSON.stringify(options["dtype"])}; float32 is read.`);
  return tf.input({ name, shape: known.map((size) => size ?? null) });
}

/** Attention of Keras takes query, value and key; ours attends to its own input. */
function inboundOf({ className, inbound }: KerasLayer, fail: Fail): readonly string[] {
  if (className !== "MultiHeadAttention") return inbound;
  if (new Set(inbound).size > 1) throw fail(`attends to "${inbound[1]}" from "${inbound[0]}"; attention of a layer's output to itself is read.`);
  return inbound.slice(0, 1);
}

function applied(layer: layers.Layer, inputs: readonly Symbolic[], fail: Fail): Symbolic {
  if (inputs.length === 0) throw fail("has no input.");
  try {
    const output = layer.apply(inputs.length === 1 ? inputs[0]! : [...inputs]);
    if (output instanceof tf.SymbolicTensor) return output;
  } catch (error) {
    throw fail(`cannot take its input: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  throw fail("has several outputs; layers of one output are read.");
}
