import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * What a peer answers when it is given its data: they go to it through files of a folder that is removed again, and a peer that refuses them is ended.
 * in: the worker just started, and what writes the files and asks the first question
 */
export async function firstAnswer<Answer>(worker: { end(): Promise<void> }, open: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "marketbook-bench-"));
  try {
    return await open(folder);
  } catch (error) {
    await worker.end();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
