import { beforeAll, describe, expect, test, vi } from "vitest";
import { dlinear, iTransformer, nhits, patchTst, temporalFusionTransformer, transformerEncoder, transformerLstm, type Network } from "../models/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { cosine, networkForecaster } from "./index.ts";
import { findsThePlantedEdge } from "./plantedEdge.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

const small = { width: 8, heads: 2, blocks: 1, dropoutRate: 0 };
const value = { kind: "value" } as const;

describe.each<{ network: Network; epochs: number }>([
  { network: transformerEncoder(small), epochs: 15 },
  { network: transformerLstm({ ...small, units: 8 }), epochs: 15 },
  { network: dlinear({ averaged: 3 }), epochs: 15 },
  { network: nhits({ units: 16 }), epochs: 10 },
  { network: patchTst({ ...small, patch: 4, stride: 2, normalized: false }), epochs: 15 },
  { network: iTransformer({ ...small, normalized: false }), epochs: 15 },
  { network: temporalFusionTransformer({ width: 8, heads: 2, dropoutRate: 0, outputs: value }), epochs: 15 },
])("$network.name", ({ epochs, network }) => findsThePlantedEdge(network, { epochs, learningRate: 0.01 }));

/** Waves of about 12 steps that shocks keep alive: y_t = 2r cos(2π/12) y_{t−1} − r² y_{t−2} + ε_t, r = 0.9, ε of deviation ½. Two values foretell all but ε. */
function waves(count: number, lookback: number, seed: number): { readonly windows: Windows; /** ε of each target. */ readonly shocks: Float64Array } {
  const { normal } = randomStream(randomKey(seed));
  const shocks = Float64Array.from({ length: count + lookback }, () => 0.5 * normal());
  const y = new Float64Array(shocks.length);
  shocks.forEach((shock, t) => (y[t] = 1.8 * Math.cos(Math.PI / 6) * (y[t - 1] ?? 0) - 0.81 * (y[t - 2] ?? 0) + shock));
  const inputs = Float32Array.from({ length: count * lookback }, (_, k) => y[Math.floor(k / lookback) + (k % lookback)]!);
  const rows = Int32Array.from({ length: count }, (_, n) => n + lookback - 1);
  return { windows: { inputs, targets: Float32Array.from(y.subarray(lookback)), rows, count, lookback, features: 1, columns: ["y"], horizon: 1 }, shocks: shocks.subarray(lookback) };
}

describe("waves, whose best forecast errs by the next shock alone", () => {
  const [train, validation, later] = [waves(6000, 12, 1), waves(1000, 12, 2), waves(4000, 12, 3)];
  const squares = (errors: Float64Array) => errors.reduce((sum, error) => sum + error * error, 0) / errors.length;

  test.each<{ network: Network; epochs: number; from: number }>([
    { network: dlinear({ averaged: 5 }), epochs: 15, from: 0.01 },
    { network: nhits({ units: 16, stacks: [{ pool: 2, spacing: 1 }, { pool: 1, spacing: 1 }] }), epochs: 25, from: 0.01 },
    { network: patchTst({ width: 16, heads: 2, blocks: 1, patch: 4, stride: 2, dropoutRate: 0, normalized: false, normalization: "layer" }), epochs: 15, from: 0.01 },
    { network: temporalFusionTransformer({ width: 8, heads: 2, dropoutRate: 0, outputs: value }), epochs: 10, from: 0.02 },
  ])("$network.name comes within 5 % of the least error there is", async ({ epochs, from, network }) => {
    const fitted = await networkForecaster(network, { epochs, batchSize: 64, learningRate: cosine({ from, epochs }) }).fit(train.windows, validation.windows, { key: randomKey(1) });
    const errors = fitted.predict(later.windows).map((forecast, n) => later.windows.targets[n]! - forecast);
    fitted.dispose();
    const ratio = squares(errors) / squares(later.shocks);
    expect(ratio).toBeGreaterThan(0.99);
    expect(ratio).toBeLessThan(1.05);
  });
});
