import { z } from "zod";
import type { RandomKey } from "../../random/index.ts";
import type { layers } from "../../tensorflow/index.ts";

/** What a layer is made with, besides its options. */
export type Making = {
  readonly key: RandomKey;
  /** Makes a layer that is described inside another. */
  readonly inner: (described: { readonly class_name: string; readonly config: Readonly<Record<string, unknown>> }) => layers.Layer;
  /** The error of this layer. */
  readonly refuse: (why: string) => Error;
};

/** How a Keras class is read: its options, the layer they make, and how many numbers its weights have at least. */
export type KerasClass = {
  readonly options: z.ZodObject;
  readonly make: (options: unknown, making: Making) => layers.Layer;
  readonly size: (options: unknown, input: readonly number[]) => number;
};

/**
 * A class of the table. Every option of Keras 3 must be listed: one that is not known, or has a value that our layer cannot take, is refused.
 * `size` bounds what a file may make us allocate. in: the input's shape without the batch
 */
export function kerasClass<Options extends z.ZodRawShape>(
  options: Options,
  make: (options: z.infer<z.ZodObject<Options>>, making: Making) => layers.Layer,
  size: (options: z.infer<z.ZodObject<Options>>, input: readonly number[]) => number = () => 0,
): KerasClass {
  const schema = z.object(options);
  return { options: z.strictObject({ ...SHARED, ...options }), make: (given, making) => make(schema.parse(given), making), size: (given, input) => size(schema.parse(given), input) };
}

const float32 = z.union([z.literal("float32"), z.object({ class_name: z.literal("DTypePolicy"), config: z.object({ name: z.literal("float32") }) })]);

/** Regularizers and constraints would change a training that goes on; without them it would not be the same network. */
export const none = z.null().optional();
export const no = z.literal(false).optional();
export const count = z.number().int().min(1);
export const rate = z.number().min(0).lt(1);
export const channelsLast = z.literal("channels_last").optional();
/** First values of weights: the file's weights take their place. */
const initial = z.unknown().optional();

const SHARED = {
  name: z.string(),
  trainable: z.boolean().default(true),
  dtype: float32.optional(),
  batch_input_shape: z.unknown().optional(),
  seed: z.unknown().optional(),
  kernel_initializer: initial, recurrent_initializer: initial, bias_initializer: initial, gamma_initializer: initial, beta_initializer: initial,
  moving_mean_initializer: initial, moving_variance_initializer: initial,
  kernel_regularizer: none, recurrent_regularizer: none, bias_regularizer: none, activity_regularizer: none, gamma_regularizer: none, beta_regularizer: none,
  kernel_constraint: none, recurrent_constraint: none, bias_constraint: none, gamma_constraint: none, beta_constraint: none,
  quantization_config: none, lora_rank: none,
};

/** One whole number, bare or in a list of one. */
export const single = z.union([count, z.tuple([count])]).transform((value) => (typeof value === "number" ? value : value[0]));
/** The last axis, bare or in a list. */
export const lastAxis = z.union([z.literal(-1), z.tuple([z.literal(-1)]), z.literal(2), z.tuple([z.literal(2)])]).transform(() => -1);
/** Activations whose formula in Keras and in TensorFlow.js is the same. */
export const activation = z.enum(["linear", "relu", "tanh", "sigmoid", "softmax", "elu", "selu", "softplus", "softsign", "relu6", "mish"]);

export const last = (shape: readonly number[]): number => shape.at(-1) ?? 1;
