import fs from "node:fs";
import path from "node:path";
import { locks, root, windows } from "./places.mjs";
import { must, stopRunning } from "./process.mjs";
import { findPython, makeVenv, pip } from "./python.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";
import { setUp } from "./steps.mjs";

const lock = path.join(locks, "bench.txt");
const venv = path.join(root, ".venv-bench");
export const peersPython = path.join(venv, windows ? "Scripts/python.exe" : "bin/python");

/** NVIDIA's libraries that PyTorch's Linux wheel names and that only a GPU's kernels call. They take several GB; `standIns` explains what is there instead. */
const UNUSED = [
  "libcublas.so.13", "libcublasLt.so.13", "libcudnn.so.9", "libcufft.so.12", "libcufile.so.0", "libcupti.so.13", "libcurand.so.10", "libcusparse.so.12",
  "libcusparseLt.so.0", "libnccl.so.2", "libnvrtc.so.13", "libnvshmem_host.so.3",
];

/** The venv of the engine's benchmark: Keras with TensorFlow, and PyTorch, on the CPU. Made when that benchmark is first called, not by the set-up. */
export const peers = {
  title: "Keras and PyTorch for the benchmark (880 MB of packages)",
  needs: 3.8,
  stamp: () => stampOf(venv, "peers"),
  print: () => fingerprint({ files: [lock], words: [root, process.arch, ...UNUSED] }),
  products: () => [peersPython],
  async work() {
    const found = await findPython();
    await fs.promises.rm(venv, { recursive: true, force: true });
    await makeVenv(found, venv);
    // The lock leaves out what a CPU does not need, so pip must not look for it.
    await must("Installing Keras and PyTorch", peersPython, [...pip, "--no-cache-dir", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", lock]);
    if (process.platform === "linux") await standIns();
    const versions = await must("Trying PyTorch", peersPython, ["-c", "import os, sys\nsys.setdlopenflags(os.RTLD_LAZY)\nimport torch\nprint(torch.__version__)"]);
    return { note: `PyTorch ${versions.trim()}` };
  },
};

/**
 * Links in place of the unused libraries, to one of PyTorch's own that is loaded anyway: the loader finds every name. PyTorch's files stay as they are.
 * No function is found behind these names, which a process may leave open until the first call (RTLD_LAZY); without a GPU none comes.
 */
async function standIns() {
  const where = await must("Finding PyTorch", peersPython, ["-c", "import importlib.util\nprint(importlib.util.find_spec('torch').submodule_search_locations[0])"]);
  const folder = path.join(where.trim(), "lib");
  for (const name of UNUSED) fs.symlinkSync("libc10.so", path.join(folder, name));
}

/** Installs the peers where they are missing, with a line of progress; an abort of the signal ends what was started. */
export async function setUpPeers(signal) {
  const stop = () => stopRunning();
  signal.addEventListener("abort", stop);
  try {
    await setUp({ todo: [peers] });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
