import { z } from "zod";
import type { RandomKey } from "../../random/index.ts";
import { bidirectional, gru, lstm, type RecurrentOptions } from "../../tensorflow/index.ts";
import { count, kerasClass, last, no, rate, type KerasClass } from "./kerasOptions.ts";

const recurrent = {
  name: z.string(), units: count, return_sequences: z.boolean(), return_state: no, go_backwards: z.boolean(), stateful: no, unroll: no, time_major: no,
  zero_output_for_mask: no, activation: z.literal("tanh"), recurrent_activation: z.literal("sigmoid"), use_bias: z.literal(true),
  dropout: rate, recurrent_dropout: rate, implementation: z.unknown().optional(),
};

type Recurrent = z.infer<z.ZodObject<typeof recurrent>>;

function recurrentOptions({ dropout, go_backwards, name, recurrent_dropout, return_sequences, units }: Recurrent, key: RandomKey): RecurrentOptions {
  return { name, units, returnSequences: return_sequences, goBackwards: go_backwards, dropout, recurrentDropout: recurrent_dropout, key };
}

const half = z.object({ class_name: z.enum(["LSTM", "GRU"]), config: z.record(z.string(), z.unknown()).and(z.object({ go_backwards: z.boolean() })) });
type Half = z.infer<typeof half>;

/** Our pair reads forward first and has the options of one layer. */
function isTwin(forward: Half, backward: Half): boolean {
  const others = ({ class_name, config }: Half) => JSON.stringify([class_name, Object.entries(config).filter(([option, value]) => option !== "name" && option !== "go_backwards" && !isInitial(value)).sort()]);
  return others(forward) === others(backward) && !forward.config.go_backwards && backward.config.go_backwards;
}

/** Records of the library's own classes, such as initializers, carry numbers that differ from object to object. */
function isInitial(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Recurrent classes of Keras. Layout and gate order of the weights are the same. */
export const RECURRENT: Readonly<Record<string, KerasClass>> = {
  LSTM: kerasClass({ ...recurrent, unit_forget_bias: z.boolean().optional() },
    (options, { key }) => lstm(recurrentOptions(options, key)),
    ({ units }, input) => 4 * units * (units + last(input))),
  GRU: kerasClass({ ...recurrent, reset_after: z.boolean() },
    (options, { key }) => gru({ ...recurrentOptions(options, key), resetAfter: options.reset_after }),
    ({ units }, input) => 3 * units * (units + last(input))),
  Bidirectional: kerasClass({ name: z.string(), merge_mode: z.enum(["concat", "sum", "ave", "mul"]), layer: half, backward_layer: half.optional() }, ({ backward_layer, layer, merge_mode, name }, { inner, refuse }) => {
    if (backward_layer && !isTwin(layer, backward_layer)) throw refuse("has two layers that differ in more than their direction; twins are read.");
    const { go_backwards, name: forward, zero_output_for_mask, ...rest } = layer.config;
    return bidirectional(inner({ ...layer, config: { ...rest, name: String(forward).replace(/^forward_/, ""), go_backwards: false } }), { name, mergeMode: merge_mode });
  }),
};
