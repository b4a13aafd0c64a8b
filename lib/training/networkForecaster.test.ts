import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { lstmNetwork, type FittedForecaster, type Head, type Outputs } from "../models/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { startEngine, tf } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { directional, heads, loadForecaster, networkForecaster, quantiles, saveForecaster, type Loss, type NetworkOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });
let folder = "";
beforeAll(async () => {
  await startEngine();
  folder = await mkdtemp(join(tmpdir(), "outputs-"));
});
afterAll(async () => rm(folder, { recursive: true }));

const fitted = (outputs: Outputs, windows: (count: number, seed: number) => Windows, options: NetworkOptions = {}, epochs = 30) =>
  networkForecaster(lstmNetwork({ units: [8], dropoutRate: 0, outputs }), { epochs, learningRate: 0.02, ...options }).fit(windows(512, 1), windows(128, 2), { key: randomKey(1) });

/** Saved, loaded, and its forecasts of every kind compared to the last bit. */
async function expectSameAfterLoading(model: FittedForecaster, windows: Windows) {
  await saveForecaster(model, join(folder, "model"));
  const loaded = await loadForecaster(join(folder, "model"));
  expect(loaded.task).toBe(model.task);
  expect(loaded.predict(windows)).toEqual(model.predict(windows));
  for (const reading of ["quantiles", "probabilities", "heads"] as const) expect(loaded[reading]?.(windows)).toEqual(model[reading]?.(windows));
}

describe("quantiles", () => {
  const levels = [0.1, 0.5, 0.9];
  /** The planted rule times 3 plus 10, with noise of deviation 1. */
  const noisy = (count: number, seed: number): Windows => {
    const windows = plantedWindows(count, seed);
    const { normal } = randomStream(randomKey(seed + 100));
    return { ...windows, targets: windows.targets.map((y) => 10 + 3 * y + normal()) };
  };

  test("never cross, cover what they say, and the forecast is the middle one", async () => {
    const model = await fitted({ kind: "quantiles", levels }, noisy);
    const later = noisy(1000, 3);
    const { levels: given, values } = model.quantiles!(later);
    const middle = model.predict(later);
    let inside = 0;
    for (let n = 0; n < later.count; n++) {
      const [low, mid, high] = [values[3 * n]!, values[3 * n + 1]!, values[3 * n + 2]!];
      expect(low <= mid && mid <= high).toBe(true);
      expect(middle[n]).toBe(mid);
      if (later.targets[n]! > low && later.targets[n]! < high) inside++;
    }
    expect(given).toEqual(levels);
    expect(model.task).toBe("regression");
    expect(Math.abs(inside / later.count - 0.8)).toBeLessThan(0.07);
    await expectSameAfterLoading(model, later);
  });

  test("without the median there is no forecast", () => {
    const network = lstmNetwork({ units: [4], outputs: { kind: "quantiles", levels: [0.1, 0.9] } });
    expect(() => networkForecaster(network)).toThrow("LSTM 4: the forecast is the quantile of level 0.5, the levels are 0.1, 0.9. Add 0.5.");
  });
});

describe("classes", () => {
  /** Falls, nothing, rises: classes 0, 1, 2 of the planted target. */
  const classed = (count: number, seed: number): Windows => {
    const windows = plantedWindows(count, seed);
    return { ...windows, targets: windows.targets.map((y) => (y > 0.4 ? 2 : y < -0.4 ? 0 : 1)) };
  };

  test("the forecast is the likeliest class, its probabilities add up to 1", async () => {
    const model = await fitted({ kind: "classes", count: 3 }, classed);
    const later = classed(500, 3);
    const { classes, values } = model.probabilities!(later);
    const forecast = model.predict(later);
    let right = 0;
    for (let n = 0; n < later.count; n++) {
      const row = Array.from(values.subarray(3 * n, 3 * n + 3));
      expect(row[0]! + row[1]! + row[2]!).toBeCloseTo(1, 12);
      expect(forecast[n]).toBe(row.indexOf(Math.max(...row)));
      if (forecast[n] === later.targets[n]) right++;
    }
    expect(classes).toBe(3);
    expect(model.task).toBe("classification");
    expect(right / later.count).toBeGreaterThan(0.85);
    await expectSameAfterLoading(model, later);
  });

  test("of two classes the forecast is the probability of the second", async () => {
    const rises = (count: number, seed: number): Windows => {
      const windows = plantedWindows(count, seed);
      return { ...windows, targets: windows.targets.map((y) => (y > 0 ? 1 : 0)) };
    };
    const model = await fitted({ kind: "classes", count: 2 }, rises, {}, 4);
    const later = rises(100, 3);
    const { values } = model.probabilities!(later);
    expect(Array.from(model.predict(later))).toEqual(Array.from({ length: 100 }, (_, n) => values[2 * n + 1]));
  });

  test("a training of one class alone is refused", async () => {
    const one = (count: number, seed: number): Windows => ({ ...plantedWindows(count, seed), targets: new Float32Array(count).fill(1) });
    await expect(fitted({ kind: "classes", count: 2 }, one)).rejects.toThrow("LSTM 8: all 512 training windows are of class 1; a classifier needs two.");
  });
});

describe("heads", () => {
  const list: readonly Head[] = [{ name: "1 h", kind: "value" }, { name: "24 h", kind: "value" }, { name: "direction", kind: "probability" }];
  const several = (count: number, seed: number): Windows => {
    const windows = plantedWindows(count, seed);
    return { ...windows, targets: windows.targets.map((y) => 100 + 5 * y), others: { direction: windows.targets.map((y) => (y > 0 ? 1 : 0)), "24 h": windows.targets.map((y) => -0.001 * y) } };
  };
  const share = (forecast: Float64Array, targets: Float32Array) => {
    const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
    return 1 - targets.reduce((sum, y, n) => sum + (y - forecast[n]!) ** 2, 0) / targets.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  };

  test("each learns its own target in its own unit, the first is the forecast", async () => {
    const model = await fitted({ kind: "heads", heads: list }, several);
    const later = several(500, 3);
    const forecasts = model.heads!(later);
    expect(Object.keys(forecasts)).toEqual(["1 h", "24 h", "direction"]);
    expect(model.predict(later)).toEqual(forecasts["1 h"]);
    expect(share(forecasts["1 h"]!, later.targets)).toBeGreaterThan(0.85);
    expect(share(forecasts["24 h"]!, later.others!["24 h"]!)).toBeGreaterThan(0.85);
    const right = forecasts.direction!.reduce((count, p, n) => count + (p > 0.5 === (later.others!.direction![n] === 1) ? 1 : 0), 0);
    expect(right / later.count).toBeGreaterThan(0.9);
    expect(model.task).toBe("regression");
    await expectSameAfterLoading(model, later);
  });

  test("a head of weight 0 learns nothing, the others do", async () => {
    const weighted = heads(list.map((head, k) => ({ ...head, weight: k === 1 ? 0 : 1 })));
    const model = await fitted({ kind: "heads", heads: list }, several, { loss: weighted });
    const later = several(500, 3);
    expect(share(model.predict(later), later.targets)).toBeGreaterThan(0.85);
    expect(share(model.heads!(later)["24 h"]!, later.others!["24 h"]!)).toBeLessThan(0.5);
  });

  test("a first head that is a probability makes a classifier", async () => {
    const turned = (count: number, seed: number): Windows => {
      const windows = several(count, seed);
      return { ...windows, targets: windows.others!.direction!, others: { "1 h": windows.targets } };
    };
    const model = await fitted({ kind: "heads", heads: [list[2]!, list[0]!] }, turned, {}, 4);
    const later = turned(50, 3);
    expect(model.task).toBe("classification");
    expect(Array.from(model.predict(later))).toEqual(Array.from({ length: 50 }, (_, n) => model.probabilities!(later).values[2 * n + 1]));
    await expectSameAfterLoading(model, later);
  });

  test("a head without a target is named, and one whose target cannot be taken", async () => {
    const { others, ...alone } = several(64, 1);
    const fitOn = (windows: Windows) => networkForecaster(lstmNetwork({ units: [4], outputs: { kind: "heads", heads: list } })).fit(windows, windows, { key: randomKey(1) });
    await expect(fitOn(alone)).rejects.toThrow('LSTM 4: the loss heads(1 h: value × 1, 24 h: value × 1, direction: probability × 1) needs the target "24 h", the windows have one target alone. Name it in `others` of slidingWindows.');
    await expect(fitOn({ ...alone, others: { ...others, direction: new Float32Array(64).fill(2) } })).rejects.toThrow('train: window 0 (row 0) has the target "direction" 2, the loss heads(1 h: value × 1, 24 h: value × 1, direction: probability × 1) needs a number from 0 to 1');
    await expect(fitOn({ ...alone, others: { ...others, "24 h": new Float32Array(64).fill(NaN) } })).rejects.toThrow('has the target "24 h" NaN');
  });

  test("a loss for other heads than the network's is refused", () => {
    const network = lstmNetwork({ units: [4], outputs: { kind: "heads", heads: list } });
    expect(() => networkForecaster(network, { loss: heads(list.slice(0, 2)) })).toThrow('learns the further targets "24 h", the network\'s further heads are "24 h, direction". Give heads([…]) the network\'s heads in their order.');
  });
});

test("the directional loss knows where zero lies among standardised targets, and learns", async () => {
  const shifted = (count: number, seed: number): Windows => {
    const windows = plantedWindows(count, seed);
    return { ...windows, targets: windows.targets.map((y) => 0.5 + y) };
  };
  const zeros: number[] = [];
  const loss: Loss = { ...directional(), standardised: (scale) => (zeros.push(-scale.offset / scale.scale), directional().standardised!(scale)) };
  const model = await fitted({ kind: "value" }, shifted, { loss });
  const later = shifted(500, 3);
  const { targets } = shifted(512, 1);
  const mean = targets.reduce((sum, y) => sum + y, 0) / 512;
  const deviation = Math.sqrt(targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 512);
  expect(zeros[0]).toBeCloseTo(-mean / deviation, 6);
  const right = model.predict(later).reduce((count, forecast, n) => count + (forecast > 0 === later.targets[n]! > 0 ? 1 : 0), 0);
  expect(right / later.count).toBeGreaterThan(0.9);
});

test("a network whose outputs the loss cannot read is refused", async () => {
  const windows = plantedWindows(64, 1);
  const network = lstmNetwork({ units: [4] });
  await expect(networkForecaster(network, { loss: quantiles([0.1, 0.5, 0.9]) }).fit(windows, windows, { key: randomKey(1) })).rejects.toThrow("fit: the loss quantiles(0.1, 0.5, 0.9) needs a network that gives 3 numbers a window, it gives [B, 1]");
});

test("a fitted network of several outputs leaves no tensor behind", async () => {
  const windows = plantedWindows(64, 1);
  const run = async () => {
    const model = await networkForecaster(lstmNetwork({ units: [4], outputs: { kind: "quantiles", levels: [0.25, 0.5] } }), { epochs: 1 }).fit(windows, windows, { key: randomKey(1) });
    model.quantiles!(windows);
    model.dispose();
  };
  await run();
  const before = tf.memory().numTensors;
  await run();
  expect(tf.memory().numTensors).toBe(before);
});
