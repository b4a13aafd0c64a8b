import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { makeFolder } from "../market/files/makeFolder.ts";
import { RegistryError } from "./error.ts";

/** SHA-256 by path inside a folder, with slashes, in the order of the paths. */
export type FileHashes = Readonly<Record<string, string>>;

/** Hashes of all files of a folder and of those below it. */
export async function hashesOf(folder: string): Promise<FileHashes> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1).split(sep).join("/"), sha256(await readFile(path))] as const)));
}

/** The name of a content: SHA-256 over the names and hashes of its files. */
export function contentOf(files: FileHashes): string {
  return sha256(Buffer.from(JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))));
}

/**
 * Keeps the files that `write` makes in a folder named by their content, under `models`. Made in a folder beside and renamed, so that the name never holds a part.
 * The same content is kept once; what is kept already must be whole.
 */
export async function keepFiles(models: string, write: (draft: string) => Promise<void>): Promise<{ readonly content: string; readonly files: FileHashes }> {
  let draft: string | undefined;
  try {
    makeFolder(models);
    draft = await mkdtemp(join(models, DRAFT));
    await write(draft);
    const files = await hashesOf(draft);
    const content = contentOf(files);
    for (const path of Object.keys(files)) await flush(join(draft, path));
    if (!existsSync(join(models, content))) await rename(draft, join(models, content)).catch(passIfThere(join(models, content)));
    const [broken] = await compareFiles(join(models, content), files);
    if (broken) throw new RegistryError(`${join(models, content)} is kept already, and ${broken.file} in it is ${broken.got}. Move that folder away, then register again.`);
    return { content, files };
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    throw new RegistryError(`${models}: the model could not be kept there: ${error instanceof Error ? error.message : String(error)}. Nothing was registered.`, { cause: error });
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
  }
}

/** Copies all files of a folder, those below it included. */
export async function copyFolder(from: string, to: string): Promise<void> {
  for (const path of Object.keys(await hashesOf(from))) {
    makeFolder(dirname(join(to, path)));
    await copyFile(join(from, path), join(to, path));
  }
}

export type FileDifference = { readonly file: string; readonly code: "damaged-file" | "missing-file" | "strange-file"; readonly got: string };

/** How a folder differs from what was kept. */
export async function compareFiles(folder: string, files: FileHashes): Promise<readonly FileDifference[]> {
  if (!existsSync(folder)) return [{ file: folder, code: "missing-file", got: "missing, the whole folder" }];
  const found = await hashesOf(folder);
  const differences: FileDifference[] = Object.entries(files).flatMap(([file, hash]): FileDifference[] =>
    found[file] === undefined ? [{ file, code: "missing-file", got: "missing" }] : found[file] === hash ? [] : [{ file, code: "damaged-file", got: "not the file that was kept" }],
  );
  const strange = Object.keys(found).filter((file) => files[file] === undefined);
  return [...differences, ...strange.map((file): FileDifference => ({ file, code: "strange-file", got: "none of the files that were kept" }))];
}

/** Beginning of the names of folders that are still being written, or whose process was killed. */
export const DRAFT = ".unfinished-";

/** Another process kept the same content in the meantime. */
function passIfThere(folder: string): (error: unknown) => void {
  return (error) => {
    if (!existsSync(folder)) throw error;
  };
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
