import { expect, it, onTestFinished } from "vitest";
import { columnsContest, type ColumnsRow } from "./columns.ts";
import type { Pair } from "./pairs/pair.ts";
import { benchBars } from "../series.ts";

const bars = benchBars(4_000);
const average = (id: string, period: number): Pair => ({ id, call: { name: "SMA", inputs: ["values"], parameters: { period } } });

async function contest(pairs: readonly Pair[], row: Partial<ColumnsRow> = {}) {
  const opened = await columnsContest(bars, { work: "averages", peer: "technicalindicators", pairs, ...row });
  onTestFinished(async () => void (await opened.close?.()));
  return opened;
}

it("finds that equal columns of two processes agree, and takes both their times", { timeout: 60_000 }, async () => {
  const { agree, each, ours, peer, theirs } = await contest([average("sma_5", 5), average("sma_20", 20)], { peerRows: 2_000 });
  expect(await agree()).toBeUndefined();
  expect(peer).toMatch(/^technicalindicators \d.*, 2000 bars$/);
  expect(each).toEqual({ name: "bar and column", count: 8_000 });
  for (const side of [ours, theirs]) expect(typeof side === "function" ? 0 : await side.measure(1)).toBeGreaterThan(0);
});

it("names the columns that differ", { timeout: 60_000 }, async () => {
  const { agree } = await contest([average("sma_5", 5), average("sma_20", 21)]);
  expect(await agree()).toMatch(/^1 of 2 columns; sma_20, sample 0 from the end: ours /);
});

it("says which column of ours there is not", { timeout: 60_000 }, async () => {
  const { agree } = await contest([average("smma_5", 5)]);
  await expect(agree()).rejects.toThrow('ours: there is no factor "smma_5"');
});
