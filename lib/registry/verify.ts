import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { RegistryError } from "./error.ts";
import { compareFiles, contentOf, DRAFT, type FileDifference } from "./files.ts";
import { MODEL } from "./register.ts";
import type { Version } from "./version.ts";

/** What is not as it was kept. */
export type RegistryFinding = {
  readonly code:
    | FileDifference["code"]
    /** The hashes on record are not those that the folder's name was made of. */
    | "damaged-record"
    /** A folder that no version names: of a registration that was killed, or of another registry. */
    | "unknown-folder"
    /** What the database says of its own file. */
    | "damaged-database";
  readonly where: { readonly version?: number; readonly file: string };
  readonly expected: string;
  readonly got: string;
};

/** A finding as a line of text. */
export function formatRegistryFinding({ code, expected, got, where }: RegistryFinding): string {
  return `${code}: ${where.version === undefined ? "" : `version ${where.version}, `}${where.file}: expected ${expected}, got ${got}`;
}

/** Compares the files of versions with their hashes. With what the database said of itself, folders that no version names are told too; nothing is removed. */
export async function verify(models: string, versions: readonly Version[], damage: readonly string[] | undefined): Promise<readonly RegistryFinding[]> {
  const findings: RegistryFinding[] = (damage ?? []).map((got) => ({ code: "damaged-database", where: { file: "the registry's file" }, expected: "a sound file", got }));
  for (const version of versions) findings.push(...(await findingsOf(models, version)));
  return damage === undefined ? findings : [...findings, ...(await unknownFolders(models, versions))];
}

/** The folder of a version's model, whole; else an error that names the first file that is not as it was kept. */
export async function wholeFolder(models: string, version: Version): Promise<string> {
  const [first] = await findingsOf(models, version);
  if (first) throw new RegistryError(`version ${version.id}: ${first.where.file}: expected ${first.expected}, got ${first.got}. Restore that file from a copy, or register the model again.`);
  return join(models, version.content, MODEL);
}

async function findingsOf(models: string, { content, files, id }: Version): Promise<readonly RegistryFinding[]> {
  const folder = join(models, content);
  const differences = (await compareFiles(folder, files)).map(({ code, file, got }): RegistryFinding => ({ code, where: { version: id, file: file === folder ? folder : join(folder, file) }, expected: code === "strange-file" ? "only the files that were kept" : "the file that was kept", got }));
  const found = contentOf(files);
  return found === content ? differences : [{ code: "damaged-record", where: { version: id, file: folder }, expected: `hashes that make ${content}`, got: found }, ...differences];
}

async function unknownFolders(models: string, versions: readonly Version[]): Promise<readonly RegistryFinding[]> {
  const known = new Set(versions.map(({ content }) => content));
  const found = await readdir(models).catch(() => []);
  return found.filter((name) => !known.has(name)).map((name) => ({
    code: "unknown-folder", where: { file: join(models, name) }, expected: "the folder of a version", got: name.startsWith(DRAFT) ? "a registration under way, or one that was killed; if none runs, it can be deleted" : "a folder that no version names",
  }));
}
