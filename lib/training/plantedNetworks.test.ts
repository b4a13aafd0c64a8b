import { beforeAll, describe, expect, test, vi } from "vitest";
import { bilstmAttention, cnnLstm, convNetwork, denseNetwork, dynamicLag, dynamicLagLstm, gruNetwork, imageNetwork, lagsOf, lstmNetwork, tcn, type Network } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import { fit, predict } from "./index.ts";
import { foundShare, laggedWindows } from "./planted.fixture.ts";
import { findsThePlantedEdge } from "./plantedEdge.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

const value = { kind: "value" } as const;
const networks: readonly { readonly network: Network; readonly epochs: number }[] = [
  { network: denseNetwork({ units: [16], dropoutRate: 0 }), epochs: 15 },
  { network: lstmNetwork({ units: [12], dropoutRate: 0 }), epochs: 20 },
  { network: gruNetwork({ units: [12], dropoutRate: 0 }), epochs: 20 },
  { network: convNetwork({ filters: [8], dropoutRate: 0 }), epochs: 15 },
  { network: bilstmAttention({ units: 8, layers: 1, dropoutRate: 0, outputs: value }), epochs: 20 },
  { network: tcn({ channels: [8, 8], kernelSize: 2, dropoutRate: 0 }), epochs: 20 },
  { network: cnnLstm({ filters: [8], units: 12, denseUnits: 8, dropoutRate: 0 }), epochs: 20 },
  { network: imageNetwork({ filters: [8], denseUnits: 16, dropoutRate: 0 }), epochs: 20 },
  { network: dynamicLagLstm({ maxLag: 8, lstmUnits: 12, dropoutRate: 0 }), epochs: 20 },
];

describe.each(networks)("$network.name", ({ epochs, network }) => findsThePlantedEdge(network, { epochs, learningRate: 0.02 }));

describe("a network of a dynamic lag", () => {
  const fitted = async (network: Network, lags: readonly number[], epochs: number) => {
    const [train, validation, later] = [laggedWindows(800, 1, 12, lags), laggedWindows(200, 2, 12, lags), laggedWindows(300, 3, 12, lags)];
    const model = network.build(train, randomKey(1));
    await fit(model, train, validation, { key: randomKey(1), epochs, learningRate: 0.02 });
    const forecast = predict(model, later);
    return { model, later, share: foundShare(forecast, later.targets) };
  };

  test.each([{ network: dynamicLag({ maxLag: 10, units: 8 }) }, { network: dynamicLagLstm({ maxLag: 10, units: 8, lstmUnits: 4, dropoutRate: 0 }) }])("$network.name finds a planted lag", async ({ network }) => {
    const { later, model, share } = await fitted(network, [7], 20);
    const { mask, maxLag, rounded } = lagsOf(model, later);
    expect(new Set(rounded)).toEqual(new Set([7]));
    for (let n = 0; n < later.count; n++) expect(mask[n * maxLag + 6]!).toBeGreaterThan(0.8);
    expect(share).toBeGreaterThan(0.97);
  });

  test("follows a lag that changes with the regime", async () => {
    const { later, model, share } = await fitted(dynamicLag({ maxLag: 10, units: 8 }), [3, 9], 30);
    const { rounded } = lagsOf(model, later, { span: 1 });
    const right = rounded.reduce((sum, lag, n) => sum + (lag === (later.inputs[n * 24 + 1]! < 0 ? 3 : 9) ? 1 : 0), 0);
    expect(right / later.count).toBeGreaterThan(0.95);
    expect(share).toBeGreaterThan(0.9);
  });
});
