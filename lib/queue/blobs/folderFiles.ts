import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { QueueError } from "../error.ts";
import { firstIssue } from "../wire/jobData.ts";
import { LIMITS, sentFiles, type SentFile } from "../wire/sentFile.ts";
import type { Blobs } from "./blobs.ts";

/** Puts all files of a folder, or those of a list by name, and tells what was put. Links are refused: what they lead to is not of the folder. */
export async function putFiles(blobs: Blobs, files: Readonly<Record<string, string>>): Promise<readonly SentFile[]> {
  const sent: SentFile[] = [];
  for (const [name, file] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const about = lstatSync(file, { throwIfNoEntry: false });
    if (!about?.isFile()) throw new QueueError(`the file ${name} cannot be sent: ${about ? "it is no plain file" : "it does not exist"}`, "blob");
    if (about.size > LIMITS.file) throw new QueueError(`the file ${name} has ${about.size} bytes; a queue takes files of ${LIMITS.file} at most. Leave it where both machines can read it`, "blob");
    checkFiles([{ name, digest: "0".repeat(64), bytes: about.size }]);
    sent.push({ name, ...(await blobs.put(file)) });
  }
  return checkFiles(sent);
}

/** Writes files into a folder, each whole and with the digest that was promised. */
export async function getFiles(blobs: Blobs, files: readonly SentFile[], folder: string): Promise<readonly string[]> {
  const written: string[] = [];
  for (const file of checkFiles(files)) {
    const target = path.join(folder, ...file.name.split("/"));
    makeFolder(path.dirname(target));
    await blobs.get(file, target);
    written.push(target);
  }
  return written;
}

/** The files below a folder by name, with "/" between. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return Object.fromEntries(found.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file).split(path.sep).join("/"), file];
  }));
}

function checkFiles(files: readonly SentFile[]): readonly SentFile[] {
  const parsed = sentFiles.safeParse(files);
  if (parsed.success) return parsed.data;
  throw new QueueError(`the files are refused: ${firstIssue(parsed.error)}`, "blob");
}
