import { z } from "zod";
import { TrainingError } from "../error.ts";

/** A layer as the file describes it: options not yet read, those of its call among them, and the names of the layers whose outputs it takes. */
export type KerasLayer = { readonly className: string; readonly name: string; readonly options: Readonly<Record<string, unknown>>; readonly inbound: readonly string[] };

/** A network of layers, each applied once, with one input and one output. */
export type KerasNetwork = { readonly name: string; readonly layers: readonly KerasLayer[]; readonly output: string };

const LAYERS = 1000;

const described = z.object({ class_name: z.string(), config: z.record(z.string(), z.unknown()), name: z.string().optional(), inbound_nodes: z.array(z.unknown()).optional() });
const network = z.object({
  class_name: z.string(),
  config: z.object({
    name: z.string().default("model"),
    layers: z.array(described).min(1).max(LAYERS),
    build_input_shape: z.array(z.number().nullable()).optional(),
    input_layers: z.unknown().optional(),
    output_layers: z.unknown().optional(),
  }),
});

/** Reads the JSON that Keras writes of a Sequential or Functional model. Nothing in it is ever run. */
export function kerasNetwork(path: string, json: string): KerasNetwork {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TrainingError(`${path}: the network's description is not JSON: it is cut off or damaged. Copy or save it again.`, { cause: error });
  }
  const { data, error } = network.safeParse(value);
  if (!data) throw new TrainingError(`${path}: the network's description is not Keras's: ${error.issues[0]!.path.join(".")}: ${error.issues[0]!.message}. Save it again by Keras 3.`);
  if (data.class_name === "Sequential") return sequential(path, data.config);
  if (data.class_name === "Functional" || data.class_name === "Model") return functional(path, data.config);
  throw new TrainingError(`${path} is a model of the class "${data.class_name}", whose code is not in the file. Sequential and Functional models are read.`);
}

type Config = z.infer<typeof network>["config"];

function sequential(path: string, { build_input_shape, layers, name }: Config): KerasNetwork {
  const [first] = layers;
  const needsInput = first?.class_name !== "InputLayer";
  const shape = build_input_shape ?? first?.config["batch_input_shape"];
  if (needsInput && !shape) throw new TrainingError(`${path} has no input shape: it was saved before it saw data. Give it keras.Input(shape) as its first layer and save it again.`);
  const input = { class_name: "InputLayer", config: { name: `${name}_input`, batch_shape: shape } };
  const chain = (needsInput ? [input, ...layers] : layers).map((layer) => ({ ...layer, name: nameOf(path, layer) }));
  return {
    name: tensorName(name),
    layers: chain.map((layer, k) => ({ className: layer.class_name, name: layer.name, options: { ...layer.config, name: layer.name }, inbound: k === 0 ? [] : [chain[k - 1]!.name] })),
    output: chain.at(-1)!.name,
  };
}

function functional(path: string, { input_layers, layers, name, output_layers }: Config): KerasNetwork {
  if (endsOf(input_layers).length !== 1) throw new TrainingError(`${path} has ${endsOf(input_layers).length} inputs; networks of one input are read.`);
  const [output, ...more] = endsOf(output_layers);
  if (output === undefined || more.length > 0) throw new TrainingError(`${path} has ${endsOf(output_layers).length} outputs; networks of one output are read.`);
  return {
    name: tensorName(name),
    output,
    layers: layers.map((layer) => {
      const { called, inbound } = callOf(path, layer);
      const name = nameOf(path, layer);
      return { className: layer.class_name, name, options: { ...layer.config, name, ...called }, inbound };
    }),
  };
}

function nameOf(path: string, { class_name, config, name }: z.infer<typeof described>): string {
  const found = name ?? config["name"];
  if (typeof found !== "string") throw new TrainingError(`${path}: a layer of the class ${class_name} has no name. Save it again by Keras 3.`);
  return tensorName(found);
}

/** A name as TensorFlow.js takes it: Keras allows spaces and signs. */
function tensorName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.\-/]/g, "_").replace(/^(?![A-Za-z0-9])/, "layer");
}

const history = z.tuple([z.string(), z.literal(0), z.literal(0)]);

/** Names in ["a", 0, 0] or [["a", 0, 0], …]. */
function endsOf(ends: unknown): readonly string[] {
  const one = history.safeParse(ends);
  if (one.success) return [tensorName(one.data[0])];
  const several = z.array(history).safeParse(ends);
  return several.success ? several.data.map(([name]) => tensorName(name)) : [];
}

const symbolic = z.object({ class_name: z.literal("__keras_tensor__"), config: z.object({ keras_history: history }) });
const arguments_ = z.object({ args: z.array(z.union([symbolic, z.array(symbolic)])), kwargs: z.record(z.string(), z.unknown()) });
const older = z.array(z.tuple([z.string(), z.literal(0), z.literal(0), z.strictObject({})]));

type Call = { readonly inbound: readonly string[]; readonly called: Readonly<Record<string, unknown>> };

/** Where a layer's inputs come from, and what else its call was given. Keras 3 lists arguments, Keras 2 lists [name, 0, 0, {}]. */
function callOf(path: string, layer: z.infer<typeof described>): Call {
  const nodes = layer.inbound_nodes ?? [];
  const name = nameOf(path, layer);
  if (nodes.length > 1) throw new TrainingError(`${path}: the layer "${name}" is applied ${nodes.length} times; layers that are applied once are read.`);
  if (nodes.length === 0) return { inbound: [], called: {} };
  const earlier = older.safeParse(nodes[0]);
  if (earlier.success) return { inbound: earlier.data.map(([from]) => tensorName(from)), called: {} };
  const { data } = arguments_.safeParse(nodes[0]);
  if (!data) throw new TrainingError(`${path}: the layer "${name}" (${layer.class_name}) takes other inputs than single outputs of layers; such steps, masks of Functional models among them, are not read. Sequential models with Masking are.`);
  const called = Object.fromEntries(Object.entries(data.kwargs).filter(([, value]) => value !== null && value !== false));
  return { inbound: data.args.flat().map(({ config }) => tensorName(config.keras_history[0])), called };
}
