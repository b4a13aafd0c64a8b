import { beforeAll, describe, expect, test } from "vitest";
import { mapBars, sliceBars, type BarColumn, type Bars } from "../../market/bars.ts";
import { UNITS } from "../factor.ts";
import { flatBars, randomBars } from "../fixtures/randomBars.ts";
import { randomPanel } from "../fixtures/randomPanel.ts";
import { computeFactors, computePanel, describeFactor, factorIds, FactorError, streamFactors, streamPanel, type Bar, type Columns, type Panel } from "../index.ts";
import { momentsOf } from "../panel/index.ts";

const ids = factorIds("alpha101");
const ROWS = 560;
const panel = randomPanel(ROWS, 3);
const symbols = Object.keys(panel);
const grouping = (groups: number): Readonly<Record<string, string>> => Object.fromEntries(symbols.map((symbol, k) => [symbol, String(k % groups)]));
const groups = { sector: grouping(2), industry: grouping(3), subindustry: grouping(3) };
const compute = (some: Panel): Readonly<Record<string, Columns>> => computePanel(some, ids, { groups });
const alone = ids.filter((id) => !refuses(() => computeFactors(randomBars(ROWS, 1), [id])));

describe("every alpha", () => {
  let whole: Readonly<Record<string, Columns>>;
  beforeAll(() => {
    whole = compute(panel);
  });

  test("is a number from its warm-up on, which counts the asset's own bars and begins anew behind a gap", () => {
    for (const id of ids) {
      const { warmUp } = describeFactor(id);
      for (const symbol of symbols) {
        const values = whole[symbol]!.values[id]!;
        const gap = panel[symbol]!.close.findIndex(Number.isNaN);
        const start = gap < 0 || !describeFactor(id).inputs.some((name) => name === "close" || name === "volume") ? 0 : gap + 1;
        expect(values.subarray(start, start + warmUp).every(Number.isNaN), `${id} of ${symbol}`).toBe(true);
        expect(values.subarray(start + warmUp).every(Number.isFinite), `${id} of ${symbol}`).toBe(true);
      }
    }
  });

  test("does not change when the future of all assets is taken away or becomes another", () => {
    const moments = momentsOf(symbols.map((symbol) => panel[symbol]!.closeTime));
    const other = randomPanel(ROWS, 4);
    for (const cut of [300, 301, 520]) {
      const until = moments[cut]!;
      const known = (bars: Bars): number => bars.closeTime.findLastIndex((time) => time <= until) + 1;
      const part = compute(Object.fromEntries(symbols.map((symbol) => [symbol, sliceBars(panel[symbol]!, 0, known(panel[symbol]!))])));
      const mixed = compute(Object.fromEntries(symbols.map((symbol) => {
        const rows = known(panel[symbol]!);
        return [symbol, mapBars(panel[symbol]!, (column, name) => (name === "closeTime" ? column : column.map((value, t) => (t < rows ? value : (other["DAILY"]![name][t]!)))))];
      })));
      for (const symbol of symbols) {
        const rows = known(panel[symbol]!);
        for (const id of ids) {
          expect(part[symbol]!.values[id], `${id} of ${symbol}`).toEqual(whole[symbol]!.values[id]!.subarray(0, rows));
          expect(mixed[symbol]!.values[id]!.subarray(0, rows), `${id} of ${symbol}`).toEqual(whole[symbol]!.values[id]!.subarray(0, rows));
        }
      }
    }
  }, 60_000);

  test("gives moment by moment what it gives at once, to the last bit, also when unfinished bars are replaced", () => {
    const stream = streamPanel({ ids, interval: "1d", groups });
    const rows = new Map(symbols.map((symbol) => [symbol, 0]));
    for (const moment of momentsOf(symbols.map((symbol) => panel[symbol]!.closeTime))) {
      const present = symbols.filter((symbol) => panel[symbol]!.closeTime[rows.get(symbol)!] === moment);
      const bars = Object.fromEntries(present.map((symbol) => [symbol, rowOf(panel[symbol]!, rows.get(symbol)!)]));
      const isReplaced = moment % 5 === 4;
      if (isReplaced) stream.append(Object.fromEntries(Object.entries(bars).map(([symbol, bar]) => [symbol, { ...bar, close: bar.high, volume: 1 }])));
      const values = isReplaced ? stream.replaceLast(bars) : stream.append(bars);
      for (const symbol of present) {
        const row = rows.get(symbol)!;
        for (const [k, id] of ids.entries()) if (!Object.is(values[symbol]![k], whole[symbol]!.values[id]![row])) expect(values[symbol]![k], `${id} of ${symbol} in row ${row}`).toBe(whole[symbol]!.values[id]![row]);
        rows.set(symbol, row + 1);
      }
    }
  }, 60_000);

  test("follows the scale of prices and of volume as its unit says, where it has one", () => {
    const scaled = (names: readonly BarColumn[]) => compute(Object.fromEntries(symbols.map((symbol) => [symbol, mapBars(panel[symbol]!, (x, name) => (names.includes(name) ? x.map((value) => 8 * value) : x))])));
    const [prices, volumes] = [scaled(["open", "high", "low", "close"]), scaled(["volume"])];
    for (const id of ids) {
      const power = UNITS[describeFactor(id).unit];
      for (const symbol of symbols) {
        const values = whole[symbol]!.values[id]!;
        if (!Number.isNaN(power.price)) expect(prices[symbol]!.values[id], `${id} in prices`).toEqual(values.map((value) => 8 ** power.price * value));
        if (!Number.isNaN(power.volume)) expect(volumes[symbol]!.values[id], `${id} in volume`).toEqual(values.map((value) => 8 ** power.volume * value));
      }
    }
    expect(ids.filter((id) => describeFactor(id).unit === "mixed")).toEqual(["alpha_018", "alpha_028", "alpha_046", "alpha_049", "alpha_051", "alpha_084", "alpha_101"]);
  }, 60_000);

  test("is a number on flat prices, without volume, and for assets that are all the same", () => {
    const closeTime = randomBars(400, 1).closeTime;
    for (const make of [() => flatBars(400, 100.1, 1000), () => flatBars(400, 100.1, 0), (k: number) => mapBars(randomBars(400, k), (x, name) => (name === "volume" ? x.map(() => 0) : x)), () => randomBars(400, 1)]) {
      const still = compute(Object.fromEntries(symbols.map((symbol, k) => [symbol, { ...make(k), closeTime }])));
      for (const symbol of symbols) for (const id of ids) expect(still[symbol]!.values[id]!.subarray(describeFactor(id).warmUp).every(Number.isFinite), `${id} of ${symbol}`).toBe(true);
    }
  }, 60_000);

  test("that compares no assets is the same of one asset alone, at once and bar by bar; the others name computePanel", () => {
    expect(alone).toEqual([6, 7, 9, 12, 21, 23, 24, 26, 35, 41, 43, 46, 49, 51, 53, 54, 84, 101].map((number) => `alpha_${String(number).padStart(3, "0")}`));
    const bars = panel["WEEKDAYS"]!;
    const columns = computeFactors(bars, alone);
    const stream = streamFactors({ ids: alone, interval: "1d" });
    for (const id of alone) expect(columns.values[id], id).toEqual(whole["WEEKDAYS"]!.values[id]);
    for (let t = 0; t < bars.closeTime.length; t++) expect([...stream.append(rowOf(bars, t))]).toEqual(alone.map((id) => columns.values[id]![t]));
    expect(() => computeFactors(bars, ["alpha_001"])).toThrow(new FactorError('"alpha_001" compares assets with each other, asset 1 is one. Give the bars of several: computePanel({ asset 1: bars, … }, ["alpha_001"]).'));
  }, 60_000);

  test("that is neutral to a grouping is computed where that is given, and says which one it lacks", () => {
    const neutral = ids.filter((id) => describeFactor(id).groupings.length > 0);
    expect(neutral).toHaveLength(18);
    expect(describeFactor("alpha_067")).toMatchObject({ comparesAssets: true, groupings: ["sector", "subindustry"] });
    expect(describeFactor("alpha_101")).toMatchObject({ comparesAssets: false, groupings: [] });
    expect(computePanel(panel)["DAILY"]!.names).toEqual(ids.filter((id) => !neutral.includes(id)));
    expect(factorIds("alpha101", { groupings: ["sector"] }).filter((id) => neutral.includes(id))).toEqual(["alpha_058", "alpha_076", "alpha_079", "alpha_082"]);
    expect(() => computePanel(panel, ["alpha_058"])).toThrow(new FactorError('the sector of DAILY is not known. Give it as groups: { sector: { DAILY: "its sector" } }.'));
  });
});

function refuses(make: () => unknown): boolean {
  try {
    make();
    return false;
  } catch (error) {
    if (error instanceof FactorError) return true;
    throw error;
  }
}

function rowOf(bars: Bars, t: number): Bar {
  return { closeTime: bars.closeTime[t]!, open: bars.open[t]!, high: bars.high[t]!, low: bars.low[t]!, close: bars.close[t]!, volume: bars.volume[t]! };
}
