import fs from "node:fs";
import path from "node:path";
import { must } from "./process.mjs";
import { environment, locks, native, tensorflow, venvPython } from "./places.mjs";
import { pip } from "./python.mjs";
import { libraries } from "./variant.mjs";

/**
 * TensorFlow's C libraries and the headers that the binding includes, unpacked from the wheel: 0.9 GB instead of the whole wheel's 1.3 GB, and one
 * path for every Python version. The wheel's hash is checked by pip.
 */
export async function unpackTensorflow(variant) {
  const draft = `${native}.draft`;
  await fs.promises.rm(draft, { recursive: true, force: true });
  const wheels = path.join(draft, "wheels");
  const tags = ["--python-version=3.12", "--implementation=cp", "--abi=cp312", `--platform=${variant.tag}`];
  await must("Fetching TensorFlow", venvPython, [
    ...download, ...tags, "--dest", wheels, "-r", path.join(locks, variant.lock),
  ]);
  const wheel = fs.readdirSync(wheels).find((name) => name.endsWith(".whl"));
  await must("Unpacking TensorFlow", venvPython, [path.join(environment, "python/unpack.py"), path.join(wheels, wheel), draft]);
  await fs.promises.rm(wheels, { recursive: true });
  if (variant.cuda) await must("Fetching NVIDIA's libraries", venvPython, [...pip, "--no-deps", "--require-hashes", "--only-binary=:all:", "--target", draft, "-r", path.join(locks, variant.cuda)]);
  await fs.promises.rm(native, { recursive: true, force: true });
  fs.renameSync(draft, native);
}

/** The files that the step vouches for. */
export const tensorflowFiles = () => [...libraries.map((name) => path.join(tensorflow, name)), path.join(tensorflow, "include/tensorflow/c/c_api.h")];

const download = ["-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet", "--progress-bar=off", "--no-deps", "--require-hashes", "--only-binary=:all:"];
