import { beforeAll, describe, expect, test, vi } from "vitest";
import { bilstmAttention, convNetwork, denseNetwork, dlinear, gruNetwork, iTransformer, lstmNetwork, nhits, patchTst, tcn, temporalFusionTransformer, transformerEncoder, type FittedForecaster, type Network } from "../models/index.ts";
import { linear } from "../models/baselines/linear.ts";
import { randomKey } from "../random/index.ts";
import { startEngine, tf } from "../tensorflow/index.ts";
import { networkForecaster } from "../training/index.ts";
import { plantedWindows } from "../training/planted.fixture.ts";
import { attentionOf, integratedGradients, saliency } from "./index.ts";

/** With the targets of the other heads. */
const planted = (count: number, seed: number) => {
  const windows = plantedWindows(count, seed);
  return { ...windows, others: { "24 h": windows.targets, direction: windows.targets.map((y) => Number(y > 0)) } };
};
const train = planted(400, 1);
const unseen = planted(300, 3);

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

const fitted = (network: Network, epochs: number): Promise<FittedForecaster> => networkForecaster(network, { epochs, learningRate: 0.01 }).fit(train, planted(64, 2), { key: randomKey(1) });

describe("gradients of a network that has learnt tanh of the first column's last two steps", () => {
  let model: FittedForecaster;
  beforeAll(async () => void (model = await fitted(denseNetwork({ units: [16], dropoutRate: 0 }), 60)));

  test.each([["saliency", saliency], ["integrated gradients", integratedGradients]] as const)("%s name the column and the steps", (_name, attributions) => {
    const { columns, scale, steps } = attributions(model, unseen);
    expect(columns["signal"]).toBeGreaterThan(4 * columns["noise"]!);
    expect([...steps].map((size, t) => [size, t]).sort(([a = 0], [b = 0]) => b - a).slice(0, 2).map(([, t]) => t).sort()).toEqual([4, 5]);
    expect(scale).toBe("target");
  });

  test("integrated gradients add up to the forecast (completeness), but for a gap that their points close", () => {
    const forecast = model.predict(unseen);
    const gapOf = (points: number) => Math.max(...integratedGradients(model, unseen, { points }).gap.map(Math.abs));
    const { base, gap, values } = integratedGradients(model, unseen);
    forecast.forEach((f, n) => expect(base + values.subarray(n * 12, (n + 1) * 12).reduce((sum, v) => sum + v, 0) + gap[n]!).toBeCloseTo(f, 5));
    expect(gapOf(128)).toBeLessThan(0.01);
    expect(gapOf(32)).toBeLessThan(gapOf(4) / 3);
  });

  test("saliency is the slope of the forecast, as differences tell it", () => {
    const { values } = saliency(model, unseen);
    const moved = (by: number) => model.predict({ ...unseen, inputs: unseen.inputs.map((x, at) => (at % 12 === 10 ? x + by : x)) });
    const [up, down] = [moved(1e-3), moved(-1e-3)];
    const misses = Array.from(up, (f, n) => Math.abs((f - down[n]!) / 2e-3 - values[n * 12 + 10]!)).sort((a, b) => a - b);
    expect(misses[270]).toBeLessThan(2e-3); // a kink of a relu may lie in between
  });

  test("a baseline of one's own has its forecast as base", () => {
    const baseline = unseen.inputs.slice(0, 12);
    const { base, values } = integratedGradients(model, unseen, { baseline });
    expect(base).toBeCloseTo(model.predict(unseen)[0]!, 5);
    expect(values.subarray(0, 12).every((v) => v === 0)).toBe(true);
  });

  test("leave no tensor behind", () => {
    saliency(model, unseen);
    const before = tf.memory().numTensors;
    integratedGradients(model, unseen, { points: 3 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("every kind of network", () => {
  const networks = [lstmNetwork({ units: [4] }), gruNetwork({ units: [4] }), convNetwork(), tcn(), dlinear(), nhits(), bilstmAttention({ units: 4, layers: 1 }), transformerEncoder({ width: 8, heads: 2 }), iTransformer({ width: 8, heads: 2 }), patchTst({ width: 8, heads: 2, patch: 4, stride: 2 }), temporalFusionTransformer({ width: 8, heads: 2 })];
  test.each(networks.map((network) => [network.name, network] as const))("has the slope that differences of its forecast tell: %s", async (_name, network) => {
    const model = await fitted(network, 1);
    const few = planted(20, 4);
    const way = planted(20, 6).inputs.map((x) => 0.001 * x);
    const moved = (sign: number) => model.predict({ ...few, inputs: few.inputs.map((x, at) => x + sign * way[at]!) });
    const [up, down] = [moved(1), moved(-1)];
    const { values } = saliency(model, few);
    const slopes = Array.from(up, (_, n) => [(up[n]! - down[n]!) / 2, way.subarray(n * 12, (n + 1) * 12).reduce((sum, d, k) => sum + d * values[n * 12 + k]!, 0)] as const);
    const size = Math.sqrt(slopes.reduce((sum, [difference]) => sum + difference ** 2, 0));
    expect(size).toBeGreaterThan(0);
    expect(Math.sqrt(slopes.reduce((sum, [difference, slope]) => sum + (difference - slope) ** 2, 0))).toBeLessThan(0.05 * size);
  });
});

describe("attention", () => {
  test.each([
    ["Transformer", transformerEncoder({ width: 8, heads: 2 }), "block_1_attention", 6, ["−5", "0"]],
    ["iTransformer", iTransformer({ width: 8, heads: 2 }), "block_1_attention", 2, ["signal", "noise"]],
    ["PatchTST", patchTst({ width: 8, heads: 2, patch: 4, stride: 2 }), "block_1_attention", 3, ["patch 1", "patch 3"]],
    ["BiLSTM", bilstmAttention({ units: 4, layers: 1 }), "steps", 1, ["−5", "0"]],
    ["Temporal Fusion Transformer", temporalFusionTransformer({ width: 8, heads: 2 }), "columns by step", 6, ["signal", "noise"]],
  ] as const)("of %s is rows that add up to 1, with names", async (_model, network, name, rows, [first, last]) => {
    const model = await fitted(network, 1);
    const pictures = attentionOf(model, planted(60, 5));
    const picture = pictures.find((one) => one.name === name)!;
    expect(picture.values).toHaveLength(rows);
    expect([picture.columns[0], picture.columns.at(-1)]).toEqual([first, last]);
    for (const row of picture.values) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  });
});

test("what has no gradients or attention is refused with what can be asked instead", async () => {
  const model = await linear().fit(train, train, { key: randomKey(1) });
  expect(() => saliency(model, unseen)).toThrow('saliency: "linear" is no network and has no gradients. Take permutationImportance, or contributionSummary of its contributions.');
  expect(() => attentionOf(model, unseen)).toThrow('attentionOf: "linear" has no attention. Take integratedGradients of a network, permutationImportance of any model.');
  const network = await fitted(denseNetwork(), 1);
  expect(() => integratedGradients(network, unseen, { baseline: new Float32Array(3) })).toThrow("integratedGradients: the baseline has 3 numbers, a window 6 steps of 2 columns; give 12");
  expect(() => attentionOf(network, unseen)).toThrow("has no attention");
});
