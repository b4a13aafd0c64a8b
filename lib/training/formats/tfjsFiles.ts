import { z } from "zod";
import { tf, type LayersModel } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";

/** Bytes of the greatest description of a model, and of the greatest file of weights. */
export const DESCRIPTION_LIMIT = 2 ** 26;
export const WEIGHTS_LIMIT = 2 ** 31 - 1;

const BYTES = { float32: 4, int32: 4, bool: 1 };
const weightSpec = z.strictObject({ name: z.string(), shape: z.array(z.number().int().nonnegative()), dtype: z.enum(["float32", "int32", "bool"]) });
const group = z.object({ paths: z.array(z.string().regex(/^[^/\\]+$/, "a file beside model.json is read, no path")), weights: z.array(weightSpec) });

/** `model.json` of the layers format of TensorFlow.js. */
export const tfjsTopology = z.object({ format: z.literal("layers-model").optional(), modelTopology: z.record(z.string(), z.unknown()), weightsManifest: z.array(group) });
export type TfjsTopology = z.infer<typeof tfjsTopology>;

/** JSON of a form, or an error that names the file and the first thing that is wrong. */
export function parsed<T>(who: string, schema: z.ZodType<T>, bytes: Uint8Array, path: string, remedy = "Save the model again."): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw new TrainingError(`${who}: ${path} is not JSON: it is cut off or damaged. ${remedy}`, { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { message, path: place } = result.error.issues[0]!;
  throw new TrainingError(`${who}: ${path} is not of the format this version reads: ${place.length > 0 ? `${place.join(".")}: ` : ""}${message}. ${remedy}`);
}

/** The model of a description and its weights, behind one another in the order of the manifest. */
export async function modelOf(who: string, path: string, { modelTopology, weightsManifest }: TfjsTopology, weights: Uint8Array): Promise<LayersModel> {
  const weightSpecs = weightsManifest.flatMap((each) => each.weights);
  const expected = weightSpecs.reduce((sum, { dtype, shape }) => sum + BYTES[dtype] * shape.reduce((product, size) => product * size, 1), 0);
  if (expected !== weights.length) throw new TrainingError(`${who}: ${path} describes ${expected} bytes of weights, and beside it lie ${weights.length}. The files are not of one model, or cut off; save the model again.`);
  const greatest = Math.max(1, ...weightSpecs.flatMap(({ shape }) => shape));
  const wide = widthsOf(modelTopology).find(({ width }) => width > greatest);
  if (wide) throw new TrainingError(`${who}: ${path} describes a layer of ${wide.width} ${wide.option}, and no weight has an axis of more than ${greatest}. The files are not of one model; save it again.`);
  const weightData = Uint8Array.from(weights).buffer;
  try {
    return await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  } catch (error) {
    throw new TrainingError(`${who}: ${path} does not describe a model that this version knows: ${whyNot(error)}`, { cause: error });
  }
}

/** TensorFlow.js tells of Python where a layer of one's own was merely not imported. */
function whyNot(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const layer = /^Unknown layer: (\w+)/.exec(text)?.[1];
  return layer === undefined ? text : `its layer ${layer} is unknown. Import the file that registers it (tf.serialization.registerClass) before the model is read.`;
}

/** Widths of layers, wherever they stand: a width that no weight has would claim memory before the mistake shows. */
function widthsOf(topology: unknown): readonly { readonly option: string; readonly width: number }[] {
  const found: { option: string; width: number }[] = [];
  const rest: unknown[] = [topology];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [option, inner] of Object.entries(value)) {
      if ((option === "units" || option === "filters") && typeof inner === "number") found.push({ option, width: inner });
      rest.push(inner);
    }
  }
  return found;
}
