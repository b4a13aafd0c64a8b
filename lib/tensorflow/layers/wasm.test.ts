import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";

const script = `import { startEngine, tf } from "./lib/tensorflow/index.ts";
import { formula, kerasCases, kerasLayer } from "./lib/tensorflow/layers/keras.fixture.ts";
await startEngine();
const chosen = kerasCases.filter(({ name }) => process.argv.slice(1).includes(name));
const differences = chosen.map((each) => {
  const options = each.mask ? { mask: tf.tensor2d(each.mask, undefined, "bool") } : {};
  const [output] = [kerasLayer(each).apply(formula(each.input, 0), options)].flat();
  return Math.max(...output.dataSync().map((value, k) => Math.abs(value - each.outputs[0].values[k])));
});
console.log(JSON.stringify({ backend: tf.getBackend(), differences }));`;

test("the layers have the numbers of Keras on wasm too", () => {
  const names = ["LSTM, masked", "GRU, sequence", "Bidirectional LSTM concat", "Conv1D, causal, dilation 2, relu", "LayerNormalization", "MultiHeadAttention, causal"];
  const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script, ...names], {
    encoding: "utf8",
    env: { ...process.env, MARKETBOOK_ENGINE: "wasm" },
  });
  const { backend, differences } = z.object({ backend: z.string(), differences: z.array(z.number()) }).parse(JSON.parse(stdout || stderr));
  expect(backend).toBe("wasm");
  expect(differences.length).toBe(names.length);
  for (const difference of differences) expect(difference).toBeLessThan(1e-5);
});
