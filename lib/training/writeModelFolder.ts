import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { checkFolder, makeFolder } from "../market/files/makeFolder.ts";
import { TrainingError } from "./error.ts";
import { CARD_FORMAT, cardDigest, modelCard, NETWORK_FILES, sha256, type ModelCard } from "./modelCard.ts";
import { versions } from "./versions.ts";

/** What a card says of a model beside its format, versions and hashes. */
export type CardContent = Pick<ModelCard, "name" | "kind" | "task" | "columns" | "lookback" | "horizon"> & {
  readonly target?: ModelCard["target"];
  readonly config?: unknown;
  readonly scaler?: { toJSON(): unknown } | undefined;
  readonly training?: ModelCard["training"];
  readonly about?: ModelCard["about"];
};

/**
 * Writes the files of a model and its `card.json` into a folder.
 * Written to a folder beside it and renamed, so that the name never holds half a model. An older model of that name is replaced, any other folder refused.
 */
export async function writeModelFolder(folder: string, files: Readonly<Record<string, Uint8Array>>, content: CardContent): Promise<void> {
  checkModelFolder(folder);
  const target = resolve(folder);
  const { about, columns, config, horizon, kind, lookback, name, scaler, task, training } = content;
  const card = {
    format: CARD_FORMAT, kind, task, name, columns, lookback, horizon,
    target: content.target ?? { offset: 0, scale: 1 },
    ...(config === undefined ? {} : { config }),
    ...(scaler ? { scaler: scaler.toJSON() } : {}),
    ...(training ? { training } : {}),
    ...(about ? { about } : {}),
    versions: await versions(),
    files: Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)])),
  } satisfies ModelCard;
  const whole = { ...card, digest: cardDigest(JSON.parse(JSON.stringify(card))) };
  let scratch: string | undefined;
  try {
    makeFolder(dirname(target));
    scratch = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(scratch, file), bytes);
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
  if (!existsSync(target)) return checkFolder(folder);
  if (!statSync(target).isDirectory()) throw new TrainingError(`saveModel: ${folder} is a file, and a model is a folder. Name another folder.`);
  const own = ["card.json", ...NETWORK_FILES, ...filesOfCard(join(target, "card.json"))];
  const other = readdirSync(target).find((name) => !own.includes(name));
  if (other !== undefined) throw new TrainingError(`saveModel: ${folder} holds ${other}, which is no part of a model and would be lost. Name another folder.`);
}

/** Files that a card names; none where it cannot be read. */
function filesOfCard(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  try {
    return Object.keys(modelCard.parse(JSON.parse(readFileSync(path, "utf8"))).files);
  } catch {
    // A damaged card claims nothing: a file that only it could explain is then refused, and so kept.
    return [];
  }
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

