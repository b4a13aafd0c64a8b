import path from "node:path";
import { storePython } from "../../../environment/setup/storePeers.mjs";
import { pythonPeer } from "../pythonPeer.ts";
import { startWorker, type Program, type Worker } from "../worker.ts";
import { ANSWERS, type Question } from "./protocol.ts";

export type FilesWorker = Worker<Question, typeof ANSWERS> & { readonly versions: string };
export type FilesPeer = "DuckDB" | "pandas";
export type Pair = { readonly ours: FilesWorker; readonly theirs: FilesWorker; close(): Promise<void> };

const here = import.meta.dirname;
const python = (file: string): Program => pythonPeer(storePython, here, file);
const PROGRAMS = {
  ours: { program: process.execPath, args: ["--no-warnings", path.join(here, "ours.ts")] },
  DuckDB: python("duckdb_files.py"),
  pandas: python("pandas_files.py"),
} satisfies Record<FilesPeer | "ours", Program>;

/** Our worker and a peer's, new ones, over the files of a folder. */
export async function openPair(folder: string, peer: FilesPeer): Promise<Pair> {
  const [ours, theirs] = [startWorker<Question, typeof ANSWERS>("ours", PROGRAMS.ours, ANSWERS), startWorker<Question, typeof ANSWERS>(peer, PROGRAMS[peer], ANSWERS)];
  const close = async (): Promise<void> => void (await Promise.all([ours.end(), theirs.end()]));
  try {
    const open = async (worker: Worker<Question, typeof ANSWERS>): Promise<FilesWorker> => ({ ...worker, ...(await worker.ask({ ask: "open", folder })) });
    return { ours: await open(ours), theirs: await open(theirs), close };
  } catch (error) {
    await close();
    throw error;
  }
}
