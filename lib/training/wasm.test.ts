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

test("a fit on wasm ends with the losses and forecasts of the native engine, within 1e-4", { timeout: 240_000 }, () => {
  const [wasm, other] = [trainedOn("wasm"), trainedOn("")];
  expect(wasm.kind).toBe("wasm");
  const numbers = ({ forecast, history }: typeof wasm): number[] => [...history.loss, ...history.validationLoss, ...history.learningRate, ...history.gradientNorm, ...forecast];
  expect(numbers(wasm)).toHaveLength(4 * 3 + 40);
  for (const [k, value] of numbers(wasm).entries()) expect(Math.abs(value - numbers(other)[k]!)).toBeLessThan(1e-4);
  expect(wasm.history.loss.at(-1)).toBeLessThan(wasm.history.loss[0]);
});

/** Forecasts of networks after a short fit, on an engine. */
function forecastsOn(engine: string): number[][] {
  const script = `
    import { bilstmAttention, cnnLstm, dynamicLagLstm, imageNetwork, tcn } from "./lib/models/index.ts";
    import { randomKey } from "./lib/random/index.ts";
    import { startEngine } from "./lib/tensorflow/index.ts";
    import { networkForecaster } from "./lib/training/index.ts";
    import { plantedWindows } from "./lib/training/planted.fixture.ts";
    await startEngine();
    const small = { dropoutRate: 0 };
    const networks = [
      bilstmAttention({ ...small, units: 4, layers: 2, outputs: { kind: "value" } }), tcn({ ...small, channels: [4, 4] }), cnnLstm({ ...small, filters: [4], units: 4, denseUnits: 4 }),
      imageNetwork({ ...small, filters: [4], denseUnits: 6 }), imageNetwork({ ...small, picture: "gramian", filters: [4], denseUnits: 6 }), dynamicLagLstm({ ...small, maxLag: 6, lstmUnits: 4 }),
    ];
    const forecasts = [];
    for (const network of networks) {
      const fitted = await networkForecaster(network, { epochs: 2, learningRate: 0.01 }).fit(plantedWindows(64, 1), plantedWindows(32, 2), { key: randomKey(1) });
      forecasts.push([...fitted.predict(plantedWindows(10, 3))]);
    }
    console.log(JSON.stringify(forecasts));`;
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { encoding: "utf8", env: { ...process.env, MARKETBOOK_ENGINE: engine } });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("attention, convolutions over time and over pictures, and soft lags learn the same on wasm, within 1e-3", { timeout: 240_000 }, () => {
  const [wasm, native] = [forecastsOn("wasm"), forecastsOn("")];
  expect(wasm.map((forecast) => forecast.length)).toEqual([10, 10, 10, 10, 10, 10]);
  wasm.forEach((forecast, k) => forecast.forEach((value, n) => expect(Math.abs(value - native[k]![n]!)).toBeLessThan(1e-3)));
});
