import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { startEngine, tf } from "./index.ts";

/** Runs statements in a process of its own, with MARKETBOOK_ENGINE set; an error leaves by its sentence. */
function run(engine: string, statements: string) {
  const script = `import { startEngine, tf } from "./lib/tensorflow/index.ts"; ${statements}`;
  return spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { encoding: "utf8", env: { ...process.env, MARKETBOOK_ENGINE: engine } });
}

const REPORT = "console.log(JSON.stringify({ ...report, backend: tf.getBackend(), six: tf.sum(tf.tensor([1, 2, 3])).dataSync()[0] }));";
const startWith = (option: string) => `const report = await startEngine(${option}); ${REPORT}`;
/** Whether the native binding can be had, whatever engine these tests themselves run on. */
const isNativeHere = () => run("", startWith("")).stdout.includes('"backend":"tensorflow"');

test("starts once and reports the engine, its version and why it was chosen", async () => {
  const report = await startEngine();
  expect(await startEngine()).toBe(report);
  expect(["native-cpu", "native-gpu", "wasm"]).toContain(report.kind);
  expect(report.version).toMatch(/^TensorFlow(\.js)? \d+\.\d+\.\d+/);
  expect(report.nativeOps).toBe(report.kind === "native-cpu"); // without them the tests of the ops would be passed over
});

test("is the same TensorFlow.js that danfojs uses", () => {
  const require = createRequire(import.meta.url);
  expect(require("danfojs-node").tensorflow.engine()).toBe(tf.engine());
});

test("runs on wasm when the variable says so, and says so in one line", () => {
  const { stderr, stdout } = run("wasm", startWith(""));
  expect(JSON.parse(stdout)).toMatchObject({ kind: "wasm", backend: "wasm", reason: "MARKETBOOK_ENGINE=wasm", nativeOps: false, six: 6 });
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("marketbook: TensorFlow runs on wasm, many times slower than native")]);
});

test("runs on wasm when the option says so, over the variable", () => {
  const { stderr, stdout } = run("", startWith('{ engine: "wasm" }'));
  expect(JSON.parse(stdout)).toMatchObject({ kind: "wasm", backend: "wasm", reason: 'startEngine was asked for "wasm"', six: 6 });
  expect(stderr).toContain("Leave the option out to use the native engine.");
});

test("runs natively when the option says so, over a variable that asks for wasm", () => {
  const { status, stderr, stdout } = run("wasm", startWith('{ engine: "native" }'));
  if (!isNativeHere()) return expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("the native binding does not load") });
  expect(JSON.parse(stdout)).toMatchObject({ backend: "tensorflow", reason: 'startEngine was asked for "native"', six: 6 });
});

test("runs on the CPU with every GPU hidden when the variable says cpu", () => {
  const { status, stderr, stdout } = run("cpu", `${startWith("")} console.log(process.env.CUDA_VISIBLE_DEVICES)`);
  if (!isNativeHere()) return expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("MARKETBOOK_ENGINE=cpu, but the native binding does not load") });
  const [report, visible] = stdout.trim().split("\n");
  expect(JSON.parse(report ?? "")).toMatchObject({ kind: "native-cpu", reason: "MARKETBOOK_ENGINE=cpu", six: 6 });
  expect(visible).toBe("-1");
});

test("refuses cuda where no GPU is used, and says what is missing", () => {
  const { status, stderr, stdout } = run("cuda", startWith(""));
  if (run("native", startWith("")).stdout.includes('"native-gpu"')) return expect(JSON.parse(stdout)).toMatchObject({ kind: "native-gpu" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/TensorflowError: MARKETBOOK_ENGINE=cuda, but (no GPU is used: \S.*|the native binding does not load: \S.*)\./);
});

test("starts without a word on stderr when nothing is missing", () => {
  if (isNativeHere()) expect(run("", startWith("")).stderr).toBe("");
});

test("refuses an engine it does not know, and names the nearest", () => {
  const { status, stderr } = run("wsam", startWith(""));
  expect(status).toBe(1);
  expect(stderr).toContain('MARKETBOOK_ENGINE must be "native", "cpu", "cuda" or "wasm", got "wsam"; did you mean "wasm"? Unset it to let the engine be chosen.');
});

test("refuses a second start with another choice, and accepts one that fits", () => {
  const { stdout } = run("wasm", 'await startEngine(); await startEngine({ engine: "wasm" }); console.log("fits"); await startEngine({ engine: "cpu" }).catch(({ message }) => console.log(message));');
  expect(stdout.split("\n")[0]).toBe("fits");
  expect(stdout).toContain('startEngine: "cpu" was asked for, but wasm has started in this process already, because MARKETBOOK_ENGINE=wasm.');
});

test("refuses to change the engine under a living tensor", () => {
  const { status, stderr } = run("", 'const kept = tf.tensor([1]); await startEngine({ engine: "wasm" });');
  expect(status).toBe(1);
  expect(stderr).toContain(`startEngine: 1 tensor already lives on "${isNativeHere() ? "tensorflow" : "cpu"}" and cannot move to "wasm".`);
});

test("can be asked again after a start that was refused", () => {
  const { stdout } = run("wasm", `await startEngine({ engine: "gpu" }).catch((error) => console.log(error.message)); ${startWith("")}`);
  const [refusal, report] = stdout.trim().split("\n");
  expect(refusal).toContain('startEngine: engine must be "native", "cpu", "cuda" or "wasm", got "gpu"');
  expect(JSON.parse(report ?? "")).toMatchObject({ kind: "wasm" });
});
