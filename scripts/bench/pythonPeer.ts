import path from "node:path";
import type { Program } from "./worker.ts";

/** A peer of a suite, `peers/<file>` beneath its folder, in Python; it may import what lies in `bench/peers`. */
export function pythonPeer(python: string, folder: string, file: string, variables: Readonly<Record<string, string>> = {}): Program {
  return { program: python, args: [path.join(folder, "peers", file)], variables: { PYTHONPATH: path.join(import.meta.dirname, "peers"), PYTHONDONTWRITEBYTECODE: "1", ...variables } };
}
