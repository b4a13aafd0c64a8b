import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { startEngine, tf } from "./index.ts";

const script = `import { startEngine, tf } from "./lib/tensorflow/index.ts";
const report = await startEngine();
console.log(JSON.stringify({ ...report, six: tf.sum(tf.tensor([1, 2, 3])).dataSync()[0] }));`;

function run(engine: string) {
  return spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { encoding: "utf8", env: { ...process.env, MARKETBOOK_ENGINE: engine } });
}

test("starts once and reports the engine, its version and why it was chosen", async () => {
  const report = await startEngine();
  expect(await startEngine()).toBe(report);
  expect(["native-cpu", "native-gpu", "wasm"]).toContain(report.kind);
  expect(report.version).toMatch(/^TensorFlow(\.js)? \d+\.\d+\.\d+/);
});

test("is the same TensorFlow.js that danfojs uses", () => {
  const require = createRequire(import.meta.url);
  expect(require("danfojs-node").tensorflow.engine()).toBe(tf.engine());
});

test("runs on wasm when told to, and says so in one line", () => {
  const { stderr, stdout } = run("wasm");
  expect(JSON.parse(stdout)).toMatchObject({ kind: "wasm", reason: "MARKETBOOK_ENGINE=wasm", six: 6 });
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("marketbook: TensorFlow runs on wasm, many times slower than native")]);
});

test("starts without a word on stderr when nothing is missing", async () => {
  const { kind } = await startEngine();
  if (kind === "wasm") return expect(run("wasm").status).toBe(0);
  expect(run("").stderr).toBe("");
});

test("refuses an engine it does not know", () => {
  const { status, stderr } = run("cuda");
  expect(status).toBe(1);
  expect(stderr).toContain('MARKETBOOK_ENGINE must be "native" or "wasm", got "cuda".');
});
