import { beforeAll, expect, test, vi } from "vitest";
import { denseNetwork } from "../models/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { networkForecaster, sparseCategoricalFocal, type NetworkOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

/** One window in ten is of class 1: those of the highest planted targets, seen through noise. */
function rare(count: number, seed: number): Windows {
  const windows = plantedWindows(count, seed);
  const { normal } = randomStream(randomKey(seed + 50));
  const heard = windows.targets.map((y) => y + 0.4 * normal());
  const edge = heard.slice().sort()[Math.floor(0.9 * count)]!;
  return { ...windows, targets: heard.map((y) => (y >= edge ? 1 : 0)) };
}

/** Recall and false alarms of the rare class at P > 1/2 on windows not seen. */
async function found(options: NetworkOptions) {
  const network = denseNetwork({ units: [16], dropoutRate: 0, outputs: { kind: "classes", count: 2 } });
  const fitted = await networkForecaster(network, { epochs: 15, learningRate: 0.01, ...options }).fit(rare(1000, 1), rare(300, 2), { key: randomKey(1) });
  const later = rare(2000, 3);
  const alarms = fitted.predict(later).map((p) => (p > 0.5 ? 1 : 0));
  const share = (label: number) => alarms.reduce((sum, alarm, n) => sum + (later.targets[n] === label ? alarm : 0), 0) / later.targets.filter((y) => y === label).length;
  return { recall: share(1), falseAlarms: share(0) };
}

test("a rare class is overlooked by the plain crossentropy, and found with balanced weights at the price of false alarms", async () => {
  const [plain, balanced] = [await found({}), await found({ classWeights: "balanced" })];
  expect(plain.recall).toBeLessThan(0.4);
  expect(balanced.recall).toBeGreaterThan(plain.recall + 0.3);
  expect(balanced.falseAlarms).toBeGreaterThan(plain.falseAlarms);
});

test("the focal loss finds a little more of it, and with balanced weights about as much as the weights alone with fewer false alarms", async () => {
  const loss = sparseCategoricalFocal({ fromLogits: true });
  const [plain, balanced] = [await found({}), await found({ classWeights: "balanced" })];
  const [focal, both] = [await found({ loss }), await found({ loss, classWeights: "balanced" })];
  expect(focal.recall).toBeGreaterThan(plain.recall);
  expect(focal.recall).toBeLessThan(balanced.recall);
  expect(Math.abs(both.recall - balanced.recall)).toBeLessThan(0.1);
  expect(both.falseAlarms).toBeLessThan(balanced.falseAlarms);
});
