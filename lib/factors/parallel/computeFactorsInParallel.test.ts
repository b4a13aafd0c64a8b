import { expect, test } from "vitest";
import { mapBars } from "../../market/bars.ts";
import { randomBars } from "../fixtures/randomBars.ts";
import { computeFactors, computeFactorsInParallel, factorIds, FactorError } from "../index.ts";

const bars = randomBars(3000, 4);

test("threads give the same columns to the last bit, in the order asked for, and tell how far they are", async () => {
  const ids = factorIds("all");
  const done: number[] = [];
  const columns = await computeFactorsInParallel(bars, ids, { workers: 2, onProgress: (count, all) => done.push(count / all) });
  const alone = computeFactors(bars, ids);
  expect(columns.names).toEqual(ids);
  for (const id of ids) expect(columns.values[id]!.every((value, t) => Object.is(value, alone.values[id]![t])), id).toBe(true);
  expect(done.at(-1)).toBe(1);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
});

test("what is wrong with bars or ids is said before a thread starts, in the same words", async () => {
  const bad = mapBars(bars, (values, name) => (name === "low" ? values.map((value, t) => (t === 5 ? 1e9 : value)) : values));
  await expect(computeFactorsInParallel(bad, ["rsi_14"], { workers: 2 })).rejects.toThrow(/row 5 .* is below low/);
  await expect(computeFactorsInParallel(bars, ["rsj_14"], { workers: 2 })).rejects.toThrow('Did you mean "rsi_14"?');
  await expect(computeFactorsInParallel(bars, ["rsi_14"], { workers: 0 })).rejects.toThrow('workers must be a whole number from 1, got "0"');
  await expect(computeFactorsInParallel(randomBars(20, 1), ["rsi_50"], { workers: 2 })).rejects.toThrow(FactorError);
});

test("an abort stops the threads with its reason", async () => {
  const controller = new AbortController();
  const columns = computeFactorsInParallel(bars, factorIds(), { workers: 2, signal: controller.signal, onProgress: () => controller.abort(new Error("stopped by the user")) });
  await expect(columns).rejects.toThrow("stopped by the user");
});

test("threads that are kept compute other bars as well as new ones would", async () => {
  for (const seed of [5, 6]) {
    const other = randomBars(1500, seed);
    const alone = computeFactors(other, ["sma_20"]).values["sma_20"]!;
    const columns = await computeFactorsInParallel(other, ["rsi_14", "sma_20"], { workers: 2 });
    expect(columns.values["sma_20"]!.every((value, t) => Object.is(value, alone[t]))).toBe(true);
  }
});
