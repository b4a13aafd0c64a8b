import { readFileSync } from "node:fs";
import { z } from "zod";
import { tf, type layers, type Tensor } from "../index.ts";

const numbers = z.array(z.number());
const reference = z.object({
  versions: z.record(z.string(), z.string()),
  cases: z.array(
    z.object({
      name: z.string(),
      layer: z.string(),
      options: z.record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.null()])),
      input: numbers,
      mask: z.array(numbers).optional(),
      states: z.number(),
      weights: z.array(numbers),
      outputs: z.array(z.object({ shape: numbers, values: numbers })),
      gradients: z.object({ input: numbers, states: z.array(numbers), weights: z.array(numbers) }),
    }),
  ),
});

export type KerasCase = z.infer<typeof reference>["cases"][number];

/** Keras's numbers, made by scripts/reference/keras_layers.py, which also says what each tensor holds. */
export const kerasCases: readonly KerasCase[] = reference.parse(JSON.parse(readFileSync(new URL("./keras.reference.json", import.meta.url), "utf8"))).cases;

/** Tensor k of the reference: 0.6·sin(1.3·n + 2.1·k + 0.4) at element n. */
export function formula(shape: number[], k: number): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(Float32Array.from({ length: count }, (_, n) => 0.6 * Math.sin(1.3 * n + 2.1 * k + 0.4)), shape);
}

/** Keras's class → ours, and the defaults of Keras that a configuration of ours must name. */
const CLASSES: Readonly<Record<string, { readonly className: string; readonly defaults?: Readonly<Record<string, number | boolean>> }>> = {
  LSTM: { className: "FusedLstm", defaults: { units: 2 } },
  GRU: { className: "FusedGru", defaults: { units: 2, resetAfter: true } },
  Conv1D: { className: "CausalConv1d" },
  Dense: { className: "Dense" },
  LayerNormalization: { className: "FusedLayerNormalization", defaults: { epsilon: 1e-3 } },
  MultiHeadAttention: { className: "SeededMultiHeadAttention" },
  GlobalAveragePooling1D: { className: "GlobalAveragePooling1D" },
};

/** Our layer of a case, with the reference's weights. */
export function kerasLayer({ input, layer, options, weights }: KerasCase): layers.Layer {
  const ours = layer === "Bidirectional" ? bidirectionalOf(options) : fromConfig(configOf(layer, options));
  ours.build([null, ...input.slice(1)]);
  ours.built = true;
  if (weights.length > 0) ours.setWeights(weights.map((shape, k) => formula(shape, k + 1)));
  return ours;
}

type Config = { readonly className: string; readonly config: Record<string, unknown> };

function configOf(layer: string, options: KerasCase["options"]): Config {
  const { className, defaults } = CLASSES[layer]!;
  return { className, config: { name: `reference_${layer}`, ...defaults, ...options, seed: 1 } };
}

function bidirectionalOf({ mergeMode, of, ...options }: KerasCase["options"]): layers.Layer {
  return fromConfig({ className: "BidirectionalRecurrent", config: { layer: configOf(String(of), options), mergeMode } });
}

/** The way on which a layer of a saved model comes back. */
function fromConfig({ className, config }: Config): layers.Layer {
  const [kind, make] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  const layer: unknown = make(kind, JSON.parse(JSON.stringify(config)));
  if (!(layer instanceof tf.layers.Layer)) throw new Error(`${className} comes back from its configuration`);
  return layer;
}
