import fs from "node:fs";
import path from "node:path";
import { must } from "./process.mjs";
import { peerVenv, pythonOf, setUpPeers } from "./peers.mjs";

const venv = ".venv-bench";
export const enginePython = pythonOf(venv);

/** NVIDIA's libraries that PyTorch's Linux wheel names and that only a GPU's kernels call. They take several GB; `standIns` explains what is there instead. */
const UNUSED = [
  "libcublas.so.13", "libcublasLt.so.13", "libcudnn.so.9", "libcufft.so.12", "libcufile.so.0", "libcupti.so.13", "libcurand.so.10", "libcusparse.so.12",
  "libcusparseLt.so.0", "libnccl.so.2", "libnvrtc.so.13", "libnvshmem_host.so.3",
];

/** Keras with TensorFlow, and PyTorch, on the CPU. */
export const enginePeers = peerVenv({
  title: "Keras and PyTorch for the benchmark (880 MB of packages)",
  venv,
  lock: "bench.txt",
  needs: 3.8,
  // The lock leaves out what a CPU does not need, so pip must not look for it.
  options: ["--no-deps"],
  words: UNUSED,
  async finish(python) {
    if (process.platform === "linux") await standIns(python);
    const version = await must("Trying PyTorch", python, ["-c", "import os, sys\nsys.setdlopenflags(os.RTLD_LAZY)\nimport torch\nprint(torch.__version__)"]);
    return `PyTorch ${version.trim()}`;
  },
});

/**
 * Links in place of the unused libraries, to one of PyTorch's own that is loaded anyway: the loader finds every name. PyTorch's files stay as they are.
 * No function is found behind these names, which a process may leave open until the first call (RTLD_LAZY); without a GPU none comes.
 */
async function standIns(python) {
  const where = await must("Finding PyTorch", python, ["-c", "import importlib.util\nprint(importlib.util.find_spec('torch').submodule_search_locations[0])"]);
  const folder = path.join(where.trim(), "lib");
  for (const name of UNUSED) fs.symlinkSync("libc10.so", path.join(folder, name));
}

export const setUpEnginePeers = (signal) => setUpPeers(enginePeers, signal);
