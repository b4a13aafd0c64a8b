import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { z } from "zod";
import { applyTo, tf, type LayersModel } from "../../tensorflow/index.ts";

/** Files that Keras 3.15.1 wrote; scripts/reference/keras_files.py makes them. */
export const REFERENCE = path.join(import.meta.dirname, "reference");

const answer = z.object({ inputs: z.array(z.number()), shape: z.array(z.number()), outputs: z.array(z.number()), outputShape: z.array(z.number()) });
export const { answers } = z.object({ answers: z.record(z.string(), answer) }).parse(JSON.parse(readFileSync(path.join(REFERENCE, "answers.json"), "utf8")));

/** Greatest difference of a model's outputs from those of Keras for the same inputs. */
export function differenceFromKeras(model: LayersModel, name: string): number {
  const { inputs, outputShape, outputs, shape } = answers[name]!;
  return tf.tidy(() => {
    const output = applyTo(model, tf.tensor(inputs, shape));
    if (output.shape.join() !== outputShape.join()) return Number.POSITIVE_INFINITY;
    return Math.max(...Array.from(output.dataSync()).map((value, k) => Math.abs(value - outputs[k]!)));
  });
}

/** Writes a reference file anew, with a text in it put in the place of another wherever it stands, or a part of the archive left out. */
export function writeEdited(name: string, to: string, { part = "config.json", from, by }: { readonly part?: string; readonly from?: string; readonly by?: string }): void {
  const parts = unzipSync(readFileSync(path.join(REFERENCE, `${name}.keras`)));
  const text = strFromU8(parts[part]!);
  if (from === undefined) delete parts[part];
  else if (!text.includes(from)) throw new Error(`${name}.keras has no ${from} in ${part}`);
  else parts[part] = strToU8(text.replaceAll(from, by ?? ""));
  writeFileSync(to, zipSync(parts));
}
