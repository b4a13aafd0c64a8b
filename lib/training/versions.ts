import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { startEngine, tf } from "../tensorflow/index.ts";

/** What made a model: this project, TensorFlow.js, the native TensorFlow or wasm, Node. */
export async function versions(): Promise<Record<string, string>> {
  const { kind, version } = await startEngine();
  const { version: marketbook } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "..", "..", "package.json"), "utf8")));
  return { marketbook, tfjs: tf.version["tfjs-core"], tensorflow: kind === "wasm" ? kind : version.replace(/^TensorFlow /, ""), node: process.versions.node };
}
