import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** A short fit in a process of its own, on the engine that MARKETBOOK_ENGINE names: its history and its forecasts. */
function trainedOn(engine: string) {
  const script = `
    import { lstmNetwork } from "./lib/models/index.ts";
    import { randomKey } from "./lib/random/index.ts";
    import { startEngine } from "./lib/tensorflow/index.ts";
    import { cosine, fit, predict } from "./lib/training/index.ts";
    import { plantedWindows } from "./lib/training/planted.fixture.ts";
    const { kind } = await startEngine();
    const [train, validation] = [plantedWindows(100, 1), plantedWindows(40, 2)];
    const model = lstmNetwork({ units: [6], dropoutRate: 0 }).build({ lookback: train.lookback, features: train.features }, randomKey(1));
    const options = { epochs: 3, learningRate: cosine({ from: 0.02, epochs: 3 }), clipping: { globalNorm: 1 }, key: randomKey(1) };
    const history = await fit(model, train, validation, options);
    console.log(JSON.stringify({ kind, history, forecast: [...predict(model, validation)] }));`;
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { encoding: "utf8", env: { ...process.env, MARKETBOOK_ENGINE: engine } });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("a fit on wasm ends with the losses and forecasts of the native engine, within 1e-4", { timeout: 60_000 }, () => {
  const [wasm, other] = [trainedOn("wasm"), trainedOn("")];
  expect(wasm.kind).toBe("wasm");
  const numbers = ({ forecast, history }: typeof wasm): number[] => [...history.loss, ...history.validationLoss, ...history.learningRate, ...history.gradientNorm, ...forecast];
  expect(numbers(wasm)).toHaveLength(4 * 3 + 40);
  for (const [k, value] of numbers(wasm).entries()) expect(Math.abs(value - numbers(other)[k]!)).toBeLessThan(1e-4);
  expect(wasm.history.loss.at(-1)).toBeLessThan(wasm.history.loss[0]);
});
