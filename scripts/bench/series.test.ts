import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { checkBars } from "../../lib/market/index.ts";
import { benchBars, readSeries, writeSeries } from "./series.ts";

it("gives bars that have nothing wrong with them, the same each time", () => {
  const bars = benchBars(20_000);
  expect(checkBars(bars)).toEqual([]);
  expect(benchBars(20_000)).toEqual(bars);
});

it("gives what candles are made of: equal prices, gaps and bars without a body", () => {
  const { close, open } = benchBars(20_000);
  const share = (holds: (t: number) => boolean) => close.filter((_, t) => t > 0 && holds(t)).length / close.length;
  expect(share((t) => open[t] === close[t])).toBeGreaterThan(0.01);
  expect(share((t) => open[t] === close[t - 1])).toBeGreaterThan(0.01);
  expect(share((t) => open[t] !== close[t - 1])).toBeGreaterThan(0.1);
});

it("reads the first rows of what was written", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "marketbook-series-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bars = benchBars(300);
  writeSeries(folder, bars);
  const read = readSeries(folder, 200);
  expect(read.close).toEqual(bars.close.slice(0, 200));
  expect(read.closeTime).toEqual(bars.closeTime.slice(0, 200));
  expect(read.interval).toBe("1m");
});
