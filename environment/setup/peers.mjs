import fs from "node:fs";
import path from "node:path";
import { locks, root, windows } from "./places.mjs";
import { must, stopRunning } from "./process.mjs";
import { findPython, makeVenv, pip } from "./python.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";
import { setUp } from "./steps.mjs";

/** The Python of a benchmark's own venv. */
export const pythonOf = (venv) => path.join(root, venv, windows ? "Scripts/python.exe" : "bin/python");

/**
 * The step that makes a benchmark's own venv from a lock. Made when that benchmark is first called, not by the set-up.
 * `finish(python)` does what is left and returns what to say of it; `options` are pip's, `words` what else the venv depends on.
 */
export function peerVenv({ title, venv, lock, needs, options = [], words = [], finish }) {
  const folder = path.join(root, venv);
  const file = path.join(locks, lock);
  const program = pythonOf(venv);
  return {
    title,
    needs,
    stamp: () => stampOf(folder, "peers"),
    print: () => fingerprint({ files: [file], words: [root, process.arch, ...words] }),
    products: () => [program],
    async work() {
      const found = await findPython();
      await fs.promises.rm(folder, { recursive: true, force: true });
      await makeVenv(found, folder);
      await must(`Installing ${title}`, program, [...pip, "--no-cache-dir", "--require-hashes", "--only-binary=:all:", ...options, "-r", file]);
      return { note: await finish(program) };
    },
  };
}

/** Installs peers where they are missing, with a line of progress; an abort of the signal ends what was started. */
export async function setUpPeers(peers, signal) {
  const stop = () => stopRunning();
  signal.addEventListener("abort", stop);
  try {
    await setUp({ todo: [peers] });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
