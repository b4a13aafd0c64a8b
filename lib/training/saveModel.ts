import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { tf, type LayersModel } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";
import { CARD_FORMAT, cardDigest, MODEL_FILES, sha256, type ModelCard } from "./modelCard.ts";
import { versions } from "./versions.ts";

/** What the caller tells of a model; format, versions and hashes are added on saving. */
export type ModelDescription = Pick<ModelCard, "columns" | "lookback" | "horizon"> & {
  /** Default: the model's own name. */
  readonly name?: string;
  readonly target?: ModelCard["target"];
  readonly scaler?: { toJSON(): unknown } | undefined;
  readonly training?: ModelCard["training"];
};

/**
 * Writes a model into a folder: `model.json` and `weights.bin` in the format of TensorFlow.js, and `card.json`.
 * Written to a folder beside it and renamed, so that the name never holds half a model. An older model of that name is replaced, any other folder refused.
 */
export async function saveModel(model: LayersModel, folder: string, description: ModelDescription): Promise<void> {
  checkModelFolder(folder);
  const target = resolve(folder);
  const files = await modelFiles(model);
  const card = {
    format: CARD_FORMAT,
    name: description.name ?? model.name,
    columns: description.columns,
    lookback: description.lookback,
    horizon: description.horizon,
    target: description.target ?? { offset: 0, scale: 1 },
    ...(description.scaler ? { scaler: description.scaler.toJSON() } : {}),
    ...(description.training ? { training: description.training } : {}),
    versions: await versions(),
    files: { "model.json": sha256(files["model.json"]), "weights.bin": sha256(files["weights.bin"]) },
  } satisfies ModelCard;
  const whole = { ...card, digest: cardDigest(JSON.parse(JSON.stringify(card))) };
  let scratch: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    scratch = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(scratch, name), bytes);
    await writeFile(join(scratch, "card.json"), `${JSON.stringify(whole, undefined, 1)}\n`);
    await replaceFolder(scratch, target);
  } catch (error) {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
    throw new TrainingError(`saveModel: ${folder} could not be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Refuses a folder that `saveModel` may not write: a model takes the place of a model, never of something else. */
export function checkModelFolder(folder: string): void {
  if (folder === "") throw new TrainingError("saveModel: the name of the folder is empty. Name a folder.");
  const target = resolve(folder);
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) throw new TrainingError(`saveModel: ${folder} is a file, and a model is a folder. Name another folder.`);
  const other = readdirSync(target).find((name) => name !== "card.json" && !MODEL_FILES.some((file) => file === name));
  if (other !== undefined) throw new TrainingError(`saveModel: ${folder} holds ${other}, which is no part of a model and would be lost. Name another folder.`);
}

/** Puts a folder in the place of another. The old one is moved aside first and removed last: a kill in between leaves one of the two whole. */
async function replaceFolder(made: string, target: string): Promise<void> {
  const aside = `${made}-old`;
  if (existsSync(target)) await rename(target, aside);
  try {
    await rename(made, target);
  } catch (error) {
    if (existsSync(aside)) await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

async function modelFiles(model: LayersModel): Promise<Record<(typeof MODEL_FILES)[number], Uint8Array>> {
  const files = { "model.json": new Uint8Array(), "weights.bin": new Uint8Array() };
  await model.save(
    tf.io.withSaveHandler(async ({ format, generatedBy, modelTopology, weightData, weightSpecs = [] }) => {
      const weights = tf.io.CompositeArrayBuffer.join(weightData);
      const topology = { format, generatedBy, modelTopology, weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }] };
      files["model.json"] = Buffer.from(JSON.stringify(topology));
      files["weights.bin"] = new Uint8Array(weights);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return files;
}
