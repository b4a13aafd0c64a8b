import { split, type RandomKey } from "../../random/index.ts";
import type { layers } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { KERAS_CLASSES } from "./kerasClasses.ts";
import type { KerasLayer } from "./kerasConfig.ts";
import type { Making } from "./kerasOptions.ts";

/** Makes the error of a layer. */
export type Fail = (why: string, cause?: unknown) => TrainingError;

/** The input's shape without the batch, and how many numbers the file holds. */
type Bounds = { readonly shape: readonly number[]; readonly numbers: number };

/** Makes a layer from its options. A layer that would need more numbers than the file has is refused before it is made. */
export function layerOf({ className, options }: Pick<KerasLayer, "className" | "options">, key: RandomKey, { numbers, shape }: Bounds, fail: Fail): layers.Layer {
  if (className === "Lambda") throw fail("carries Python code, which is never run. Write the step as a layer of its own.");
  const known = KERAS_CLASSES[className];
  if (!known) throw fail(`is of a class that this version does not read. It reads ${Object.keys(KERAS_CLASSES).sort().join(", ")}.`);
  const { data, error } = known.options.safeParse(options);
  if (!data) {
    const issue = error.issues[0]!;
    const option = issue.code === "unrecognized_keys" ? issue.keys[0]! : String(issue.path[0]);
    throw fail(`${option in options ? `has the option ${option} = ${JSON.stringify(options[option])?.slice(0, 100)}, which this version does not read` : `has no option ${option}`} (${issue.message}).`);
  }
  if (known.size(data, shape) > numbers) throw fail(`needs at least ${known.size(data, shape)} numbers for its weights, and the file holds ${numbers} in all. Copy or save it again.`);
  const making: Making = { key, refuse: fail, inner: ({ class_name, config }) => layerOf({ className: class_name, options: config }, split(key, "inner"), { shape, numbers }, fail) };
  try {
    const layer = known.make(data, making);
    layer.trainable = data["trainable"] !== false;
    return layer;
  } catch (error) {
    throw error instanceof TrainingError ? error : fail(`cannot be made: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
