import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import { randomForest } from "../index.ts";

/** A class that one row in thirty is of, oftener where the first of four inputs is large. */
function rareClass(seed: number, count = 1000): Windows {
  const { normal, uniform } = randomStream(randomKey(seed));
  const inputs = Float32Array.from({ length: count * 4 }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => (uniform() < 0.03 * (1 + Math.tanh(inputs[4 * n]!)) ? 1 : 0));
  return { inputs, targets, rows: Int32Array.from(targets, (_, n) => n), count, lookback: 1, features: 4, columns: ["a", "b", "c", "d"], horizon: 1 };
}

describe("a random forest of a rare class", () => {
  test("is told oftener by balanced weights", async () => {
    for (const seed of [1, 2]) {
      const train = rareClass(seed);
      const [equal, balanced] = await Promise.all((["equal", "balanced"] as const).map((classWeights) => randomForest({ task: "classification", trees: 30, minChildSamples: 20, classWeights }).fit(train, train, { key: randomKey(1) })));
      const told = [equal!, balanced!].map((fitted) => fitted.predict(train).reduce((sum, p) => sum + p, 0) / train.count);
      expect(told[0]).toBeLessThan(0.06);
      expect(told[1]).toBeGreaterThan(2 * told[0]!);
    }
  });
});
