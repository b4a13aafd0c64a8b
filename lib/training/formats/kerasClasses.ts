import { z } from "zod";
import { conv1d, dropout, gaussianNoise, layerNormalization, multiHeadAttention, spatialDropout1d, tf } from "../../tensorflow/index.ts";
import { activation, channelsLast, count, kerasClass, last, lastAxis, no, none, rate, single, type KerasClass } from "./kerasOptions.ts";
import { RECURRENT } from "./kerasRecurrent.ts";

const pooling = { pool_size: single, strides: single, padding: z.enum(["valid", "same"]), data_format: channelsLast };
const wholeSteps = { data_format: channelsLast, keepdims: no };
const OURS = z.enum(["linear", "relu", "tanh", "sigmoid"]);

/** Keras classes that are read, by name. */
export const KERAS_CLASSES: Readonly<Record<string, KerasClass>> = {
  ...RECURRENT,
  Dense: kerasClass({ name: z.string(), units: count, activation, use_bias: z.boolean() },
    ({ activation, name, units, use_bias }) => tf.layers.dense({ name, units, activation, useBias: use_bias, kernelInitializer: "zeros" }),
    ({ units }, input) => units * last(input)),
  Conv1D: kerasClass({
    name: z.string(), filters: count, kernel_size: single, strides: single, padding: z.enum(["valid", "same", "causal"]), data_format: channelsLast,
    dilation_rate: single, groups: z.literal(1).optional(), activation, use_bias: z.boolean(),
  }, ({ activation, dilation_rate, filters, kernel_size, name, padding, strides, use_bias }, { key }) => {
    const ours = OURS.safeParse(activation).data;
    return strides === 1 && use_bias && ours !== undefined
      ? conv1d({ name, key, filters, kernelSize: kernel_size, dilation: dilation_rate, padding, activation: ours })
      : tf.layers.conv1d({ name, filters, kernelSize: kernel_size, dilationRate: dilation_rate, strides, padding, activation, useBias: use_bias, kernelInitializer: "zeros" });
  }, ({ filters, kernel_size }, input) => filters * kernel_size * last(input)),
  Dropout: kerasClass({ name: z.string(), rate, noise_shape: none }, ({ name, rate }, { key }) => dropout({ name, rate, key })),
  SpatialDropout1D: kerasClass({ name: z.string(), rate }, ({ name, rate }, { key }) => spatialDropout1d({ name, rate, key })),
  GaussianNoise: kerasClass({ name: z.string(), stddev: z.number().min(0) }, ({ name, stddev }, { key }) => gaussianNoise({ name, deviation: stddev, key })),
  Masking: kerasClass({ name: z.string(), mask_value: z.number() }, ({ mask_value, name }) => tf.layers.masking({ name, maskValue: mask_value })),
  BatchNormalization: kerasClass({
    name: z.string(), axis: lastAxis, momentum: z.number(), epsilon: z.number(), center: z.boolean(), scale: z.boolean(), synchronized: no,
    renorm: no, renorm_clipping: none, renorm_momentum: z.number().optional(),
  }, ({ axis, center, epsilon, momentum, name, scale }) => tf.layers.batchNormalization({ name, axis, center, epsilon, momentum, scale }), (_, input) => last(input)),
  LayerNormalization: kerasClass({ name: z.string(), axis: lastAxis, epsilon: z.number(), center: z.boolean(), scale: z.boolean(), rms_scaling: no },
    ({ center, epsilon, name, scale }) => (center && scale ? layerNormalization({ name, epsilon }) : tf.layers.layerNormalization({ name, axis: -1, epsilon, center, scale })),
    (_, input) => last(input)),
  MultiHeadAttention: kerasClass({
    name: z.string(), num_heads: count, key_dim: count, value_dim: count, dropout: rate, use_bias: z.literal(true), use_gate: no, output_shape: none,
    attention_axes: z.tuple([z.literal(1)]).nullable(), sliding_window: none, flash_attention: none, use_causal_mask: z.boolean().default(false),
  }, ({ dropout, key_dim, name, num_heads, use_causal_mask, value_dim }, { key, refuse }) => {
    if (value_dim !== key_dim) throw refuse(`has value_dim = ${value_dim} and key_dim = ${key_dim}; equal ones are read.`);
    return multiHeadAttention({ name, heads: num_heads, keyDim: key_dim, dropout, causal: use_causal_mask, key });
  }, ({ key_dim, num_heads }, input) => 4 * num_heads * key_dim * last(input)),
  Activation: kerasClass({ name: z.string(), activation }, (options) => tf.layers.activation(options)),
  Flatten: kerasClass({ name: z.string(), data_format: channelsLast }, ({ name }) => tf.layers.flatten({ name })),
  Reshape: kerasClass({ name: z.string(), target_shape: z.array(count) }, ({ name, target_shape }) => tf.layers.reshape({ name, targetShape: target_shape })),
  Permute: kerasClass({ name: z.string(), dims: z.array(count) }, (options) => tf.layers.permute(options)),
  RepeatVector: kerasClass({ name: z.string(), n: count }, (options) => tf.layers.repeatVector(options), ({ n }, input) => n * last(input)),
  GlobalAveragePooling1D: kerasClass({ name: z.string(), ...wholeSteps }, ({ name }) => tf.layers.globalAveragePooling1d({ name })),
  GlobalMaxPooling1D: kerasClass({ name: z.string(), ...wholeSteps }, ({ name }) => tf.layers.globalMaxPooling1d({ name })),
  AveragePooling1D: kerasClass({ name: z.string(), ...pooling }, ({ name, padding, pool_size, strides }) => tf.layers.averagePooling1d({ name, padding, poolSize: pool_size, strides })),
  MaxPooling1D: kerasClass({ name: z.string(), ...pooling }, ({ name, padding, pool_size, strides }) => tf.layers.maxPooling1d({ name, padding, poolSize: pool_size, strides })),
  Add: kerasClass({ name: z.string() }, (options) => tf.layers.add(options)),
  Multiply: kerasClass({ name: z.string() }, (options) => tf.layers.multiply(options)),
  Concatenate: kerasClass({ name: z.string(), axis: z.number().int() }, (options) => tf.layers.concatenate(options)),
};
