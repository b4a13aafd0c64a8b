import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { tf, type LayersModel } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";
import { modelCard, type ModelCard } from "./modelCard.ts";
import { sha256 } from "./saveModel.ts";

/**
 * Reads a model that `saveModel` wrote. Each file must be what it was when it was written: a file missing, cut off, changed or of
 * another format is an error that names it.
 */
export async function loadModel(folder: string): Promise<{ model: LayersModel; card: ModelCard }> {
  const card = parsed(modelCard, await bytesOf(folder, "card.json"), join(folder, "card.json"));
  for (const [name, hash] of Object.entries(card.files)) {
    const found = sha256(await bytesOf(folder, name));
    if (found !== hash) throw new TrainingError(`loadModel: ${join(folder, name)} is not the file that was saved: SHA-256 ${found.slice(0, 12)}…, the card says ${hash.slice(0, 12)}…. Save the model again.`);
  }
  const topologyPath = join(folder, "model.json");
  const { modelTopology, weightsManifest } = parsed(topology, await bytesOf(folder, "model.json"), topologyPath);
  const weights = await bytesOf(folder, "weights.bin");
  const weightData = weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  try {
    return { model: await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData })), card };
  } catch (error) {
    throw new TrainingError(`loadModel: ${topologyPath} does not describe a model that this version knows: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const weightSpec = z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.enum(["float32", "int32"]) });
const topology = z.object({ modelTopology: z.record(z.string(), z.unknown()), weightsManifest: z.array(z.object({ weights: z.array(weightSpec) })) });

async function bytesOf(folder: string, name: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new TrainingError(`loadModel: ${join(folder, name)} cannot be read. Give the folder that saveModel wrote.`, { cause: error });
  }
}

function parsed<T>(schema: z.ZodType<T>, bytes: Uint8Array, path: string): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw new TrainingError(`loadModel: ${path} is not JSON: it is cut off or damaged. Save the model again.`, { cause: error });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TrainingError(`loadModel: ${path} is not of the format this version reads: ${z.prettifyError(result.error).replaceAll("\n", " ")}. Save the model again.`);
}
