import { open } from "node:fs/promises";
import { TrainingError } from "../error.ts";

/** A whole file of at most `limit` bytes. What cannot be read is an error that names the file, the reason and the remedy; `who` begins it. */
export async function bytesOf(path: string, limit: number, remedy: string, who?: string): Promise<Buffer<ArrayBuffer>> {
  const refuse = (why: string, todo = remedy, cause?: unknown) => new TrainingError(`${who === undefined ? "" : `${who}: `}${path === "" ? "an empty path" : path} ${why}. ${todo}`, { cause });
  const file = await open(path).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM") throw refuse("may not be read by you", "Change its permissions.", error);
    if (code === "ENOENT" || code === "ENOTDIR") throw refuse("does not exist", remedy, error);
    throw refuse(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, remedy, error);
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw refuse("is not a file");
    if (stats.size > limit) throw refuse(`has ${stats.size} bytes; files of at most ${limit} are read`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
