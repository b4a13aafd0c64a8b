import { expect, test } from "vitest";
import { flatBars, script } from "./engine/bars.fixture.ts";
import { runBacktest } from "./engine/runBacktest.ts";
import type { RunOptions } from "./engine/runOptions.ts";

const said = (options: Partial<RunOptions> = {}) => runBacktest({ bars: flatBars([1, 1, 1]), strategy: script(), ...options }).assumptions.join("\n");

test("a plain run names its rules and speaks of nothing it did not use", () => {
  const text = said();
  for (const part of ["traded at the open of the next one", "Commission is 1 bps", "starts with 100000 in cash", "worth the whole equity", "Dividends and splits are in the prices or nowhere", "below 0 is ruin"]) expect(text).toContain(part);
  for (const part of ["margin call", "delisted", "look-ahead", "several intervals", "without a bar at some moment"]) expect(text).not.toContain(part);
});

test("only a delisting whose return is not known counts as paid at the last close", () => {
  const sentence = "A delisting without a delisting return counts as if its holders had got the last close: too much where a company failed.";
  expect(said({ delistings: { A: 9e12 } })).toContain(sentence);
  expect(said({ delistings: { A: { time: 9e12, delistingReturn: 0 } } })).not.toContain(sentence);
});

test("each option that is used is a sentence", () => {
  expect(said({ margin: { leverage: 2 } })).toMatch(/worth 2 times the equity.*\nEquity below 0.25 of what the positions are worth is a margin call/);
  expect(said({ costs: { borrowBps: 50, financingBps: 600 } })).toMatch(/sold short cost 50 bps .*\nCash below 0 costs 600 bps a year/);
  expect(said({ fills: { maxVolumeShare: 0.1, limits: "touch" } })).toMatch(/if the bar touches it(.|\n)*at most 10 % of a bar's volume/);
  const [dividend, split] = [{ kind: "dividend", symbol: "A", exTime: 0, amount: 1 }, { kind: "split", symbol: "A", exTime: 0, ratio: 2 }] as const;
  expect(said({ actions: [dividend, split], delistings: { A: 9e12 } })).toMatch(/Splits change units.*\nDividends are paid in cash at the first bar of the ex-day.*\nA delisted asset is closed at its last close/);
  expect(said({ actions: [dividend] })).toMatch(/Dividends are paid in cash.*\nSplits are in the prices or nowhere/);
  expect(said({ actions: [split] })).toMatch(/Splits change units.*\nDividends are in the prices or nowhere/);
  expect(said({ delistings: { A: { time: 9e12, delistingReturn: -0.55 } } })).toContain("A delisted asset is closed at its last close, changed by its delisting return where one is given (A -55 %), with the costs of a fill unless it is worth nothing; later orders for it are rejected.");
  expect(said({ bars: [flatBars([1, 1]), flatBars([1, 1], { symbol: "B" })] })).toContain("An asset without a bar at some moment keeps its last close");
  expect(said({ bars: [flatBars([1, 1]), flatBars([1, 1], { interval: "1h" })] })).toContain("is traded in the shortest");
});
