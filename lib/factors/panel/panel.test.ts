import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapBars, sliceBars, type Bars } from "../../market/bars.ts";
import { computeFactors } from "../computeFactors.ts";
import { FactorError } from "../error.ts";
import { randomBars } from "../fixtures/randomBars.ts";
import { randomPanel } from "../fixtures/randomPanel.ts";
import { ReferenceFeed } from "../referenceFeed.ts";
import { streamFactors } from "../streamFactors.ts";
import { alignPanel, computePanel, momentsOf, streamPanel, type Panel } from "./index.ts";

const IDS = ["rsi_14", "rsi_14_cs_rank", "log_return_1_cs_zscore", "relative_volume_20_cs_demean", "rsi_14_cs_neutral", "log_return_5_cs_rank_lag_3"];
const SECTORS = { sector: { DAILY: "a", WEEKDAYS: "b", LATE: "a", GONE: "b", HOLES: "a", MISSING: "c" } };
const panel = randomPanel(400, 1);
const whole = computePanel(panel, IDS, { groups: SECTORS });
const valuesOf = (id: string) => alignPanel(whole, ({ values }) => values[id]!);

/** What the assets with a value at a moment say of each other. */
function across(id: string, say: (values: readonly number[], symbols: readonly string[]) => readonly number[]): Readonly<Record<string, readonly number[]>> {
  const { closeTime, symbols, values } = valuesOf(id);
  const out = Object.fromEntries(symbols.map((symbol) => [symbol, new Array<number>(closeTime.length).fill(Number.NaN)]));
  for (let m = 0; m < closeTime.length; m++) {
    const present = symbols.filter((symbol) => !Number.isNaN(values[symbol]![m]!));
    const said = say(present.map((symbol) => values[symbol]![m]!), present);
    for (const [k, symbol] of present.entries()) out[symbol]![m] = said[k]!;
  }
  return out;
}

function expectNear(id: string, expected: Readonly<Record<string, readonly number[]>>): void {
  const { symbols, values } = valuesOf(id);
  for (const symbol of symbols) {
    for (const [m, value] of expected[symbol]!.entries()) {
      if (Number.isNaN(value)) expect(values[symbol]![m], `${id} of ${symbol} at ${m}`).toBeNaN();
      else expect(values[symbol]![m], `${id} of ${symbol} at ${m}`).toBeCloseTo(value, 12);
    }
  }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a column along time", () => {
  test("is that of the asset alone, whoever is beside it", () => {
    for (const [symbol, bars] of Object.entries(panel)) expect(whole[symbol]!.values["rsi_14"]).toEqual(computeFactors(bars, ["rsi_14"]).values["rsi_14"]);
  });
});

describe("a column across assets", () => {
  test("ranks those that have a bar at the moment and a value, equal values by the mean of their ranks", () => {
    expectNear("rsi_14_cs_rank", across("rsi_14", (values) => values.map((value) => (values.filter((other) => other < value).length + (values.filter((other) => other === value).length + 1) / 2) / values.length)));
    const flat = computePanel({ A: randomBars(30, 1), B: randomBars(30, 1), C: mapBars(randomBars(30, 1), (x, name) => (name === "close" ? x.map((value, t) => (t === 20 ? 1.01 * value : value)) : x)) }, ["log_return_1_cs_rank"]);
    expect([flat["A"]!.values["log_return_1_cs_rank"]![20], flat["C"]!.values["log_return_1_cs_rank"]![20], flat["A"]!.values["log_return_1_cs_rank"]![10]]).toEqual([0.5, 1, 2 / 3]);
  });

  test("subtracts the mean of the assets, or that of the group", () => {
    const { closeTime, values } = valuesOf("rsi_14");
    expect(closeTime.length).toBe(400);
    expect(Object.keys(values)).toEqual(["DAILY", "GONE", "HOLES", "LATE", "MISSING", "WEEKDAYS"]);
    expectNear("rsi_14_cs_neutral", across("rsi_14", (here, symbols) => here.map((value, k) => value - meanOf(here.filter((_, j) => sectorOf(symbols[j]!) === sectorOf(symbols[k]!))))));
  });

  test("has mean 0 and deviation 1 as a z-score", () => {
    const scores = valuesOf("log_return_1_cs_zscore");
    for (let m = 20; m < scores.closeTime.length; m++) {
      const here = scores.symbols.map((symbol) => scores.values[symbol]![m]!).filter((value) => !Number.isNaN(value));
      expect(meanOf(here)).toBeCloseTo(0, 12);
      expect(here.reduce((sum, value) => sum + value * value, 0) / (here.length - 1)).toBeCloseTo(1, 12);
    }
  });

  test("gives an asset alone rank 1 and distance 0", () => {
    const alone = computePanel({ ONLY: randomBars(40, 1) }, ["rsi_14_cs_rank", "rsi_14_cs_zscore", "rsi_14_cs_demean", "rsi_14_cs_neutral"], { groups: { sector: { ONLY: "x" } } })["ONLY"]!;
    expect(alone.names.map((name) => alone.values[name]![30])).toEqual([1, 0, 0, 0]);
  });

  test("sees who was listed then: nobody later", () => {
    const without = computePanel(Object.fromEntries(Object.entries(panel).filter(([symbol]) => symbol !== "LATE")), ["rsi_14_cs_rank"]);
    const listed = panel["LATE"]!.closeTime[14]!;
    for (const [symbol, { closeTime, values }] of Object.entries(without)) {
      const before = closeTime.findIndex((time) => time >= listed);
      expect(values["rsi_14_cs_rank"]!.slice(0, before)).toEqual(whole[symbol]!.values["rsi_14_cs_rank"]!.slice(0, before));
    }
  });
});

describe("a panel in time", () => {
  const moments = momentsOf(Object.values(panel).map(({ closeTime }) => closeTime));
  const until = (time: number): Panel => Object.fromEntries(Object.entries(panel).map(([symbol, bars]) => [symbol, sliceBars(bars, 0, bars.closeTime.findLastIndex((each) => each <= time) + 1)]));

  test("does not change when later bars of all assets are taken away", () => {
    for (const cut of [100, 101, 250, 398]) {
      const part = computePanel(until(moments[cut]!), IDS, { groups: SECTORS });
      for (const [symbol, { closeTime, values }] of Object.entries(part)) for (const id of IDS) expect(values[id], `${id} of ${symbol}`).toEqual(whole[symbol]!.values[id]!.slice(0, closeTime.length));
    }
  });

  test("gives moment by moment what it gives at once, to the last bit, also when unfinished bars are replaced", () => {
    const stream = streamPanel({ ids: IDS, interval: "1d", groups: SECTORS });
    const rows = new Map<string, number>();
    for (const [m, moment] of moments.entries()) {
      const present = Object.entries(panel).filter(([symbol, { closeTime }]) => closeTime[rows.get(symbol) ?? 0] === moment);
      const bars = Object.fromEntries(present.map(([symbol, each]) => [symbol, rowOf(each, rows.get(symbol) ?? 0)]));
      const first = present[0]![0];
      if (m % 3 === 0) stream.append(m % 2 === 0 ? { [first]: bars[first]! } : Object.fromEntries(Object.entries(bars).map(([symbol, bar]) => [symbol, { ...bar, close: bar.low, volume: 3 }])));
      const values = m % 3 === 0 ? stream.replaceLast(bars) : stream.append(bars);
      expect(Object.keys(values)).toEqual(present.map(([symbol]) => symbol).sort());
      for (const [symbol] of present) {
        const row = rows.get(symbol) ?? 0;
        for (const [k, id] of IDS.entries()) if (!Object.is(values[symbol]![k], whole[symbol]!.values[id]![row])) expect(values[symbol]![k], `${id} of ${symbol} at ${m}`).toBe(whole[symbol]!.values[id]![row]);
        rows.set(symbol, row + 1);
      }
    }
  });
});

describe("a panel beside other series", () => {
  const ids = ["beta_spy_20_cs_rank", "exposure_spy_given_oil_60"];
  const part = (bars: Bars, step: number): Bars => mapBars(bars, (column) => column.filter((_, t) => t % step !== 0));
  const references = { spy: part(randomBars(400, 77), 5), oil: part(randomBars(400, 78), 3) };
  const options = { references, lateBy: { oil: 1 } };
  const columns = computePanel(panel, ids, options);

  test("sees them as each of its assets would alone", () => {
    for (const [symbol, bars] of Object.entries(panel)) expect(columns[symbol]!.values[ids[1]!]).toEqual(computeFactors(bars, [ids[1]!], options).values[ids[1]!]);
  });

  test("sees in a stream what a feed of them knows at each moment", () => {
    const stream = streamPanel({ ids, interval: "1d" });
    const feed = new ReferenceFeed({ lateBy: options.lateBy });
    const rows = new Map<string, number>();
    for (const moment of momentsOf(Object.values(panel).map(({ closeTime }) => closeTime))) {
      for (const [name, bars] of Object.entries(references)) {
        for (let next = rows.get(name) ?? 0; bars.closeTime[next]! <= moment; rows.set(name, ++next)) feed.take(name, { closeTime: bars.closeTime[next]!, close: bars.close[next]! });
      }
      const beside = { "spy.close": Number.NaN, "oil.close": Number.NaN, ...feed.at(moment) };
      const present = Object.entries(panel).filter(([symbol, { closeTime }]) => closeTime[rows.get(symbol) ?? 0] === moment).map(([symbol]) => symbol);
      const values = stream.append(Object.fromEntries(present.map((symbol) => [symbol, rowOf(panel[symbol]!, rows.get(symbol) ?? 0)])), Object.fromEntries(present.map((symbol) => [symbol, beside])));
      for (const symbol of present) {
        const row = rows.get(symbol) ?? 0;
        expect([...values[symbol]!]).toEqual(ids.map((id) => columns[symbol]!.values[id]![row]));
        rows.set(symbol, row + 1);
      }
    }
  });
});

describe("an aligned column", () => {
  test("has every moment of any asset once, in order, and NaN where an asset has no bar: a stock on bitcoin's Saturday", () => {
    const time = (day: number): number => Date.UTC(2024, 0, day + 1) - 1;
    const bars = (days: readonly number[], first: number): Bars => ({ ...sliceBars(randomBars(days.length, 1), 0), closeTime: Float64Array.from(days, time), close: Float64Array.from(days, (_, k) => first + k) });
    const { closeTime, symbols, values } = alignPanel({ STOCK: bars([4, 5, 8, 9], 10), BITCOIN: bars([5, 6, 7, 8], 1) }, ({ close }) => close);
    expect([...closeTime]).toEqual([4, 5, 6, 7, 8, 9].map(time));
    expect(symbols).toEqual(["BITCOIN", "STOCK"]);
    expect([...values["BITCOIN"]!]).toEqual([Number.NaN, 1, 2, 3, 4, Number.NaN]);
    expect([...values["STOCK"]!]).toEqual([10, 11, Number.NaN, Number.NaN, 12, 13]);
  });

  test("keeps every value at its moment, for any calendars", () => {
    const calendar = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }).map((days) => Float64Array.from(days).sort());
    fc.assert(fc.property(fc.dictionary(fc.constantFrom("A", "B", "C", "D"), calendar, { minKeys: 1 }), (calendars) => {
      const aligned = alignPanel(Object.fromEntries(Object.entries(calendars).map(([symbol, closeTime]) => [symbol, { closeTime, values: closeTime.map((time) => 2 * time) }])), ({ values }) => values);
      expect([...aligned.closeTime]).toEqual([...new Set(Object.values(calendars).flatMap((times) => [...times]))].sort((a, b) => a - b));
      for (const [symbol, times] of Object.entries(calendars)) for (const [m, time] of aligned.closeTime.entries()) expect(aligned.values[symbol]![m]).toBe(times.includes(time) ? 2 * time : Number.NaN);
    }), { seed: 1, numRuns: 60 });
  });
});

describe("a panel says what is wrong", () => {
  const one = { A: randomBars(60, 1) };
  test.each<[string, () => unknown]>([
    ['"rsi_14_cs_rank" compares assets with each other, RANDOM is one. Give the bars of several: computePanel({ RANDOM: bars, … }, ["rsi_14_cs_rank"]).', () => computeFactors(one.A, ["rsi_14", "rsi_14_cs_rank"])],
    ['"rsi_14_cs_rank" compares assets with each other, the stream is one. Give the bars of several: computePanel({ the stream: bars, … }, ["rsi_14_cs_rank"]).', () => streamFactors({ ids: ["rsi_14_cs_rank"], interval: "1d" })],
    ['"rsi_14_cs_rang": across a panel there are _cs_rank, _cs_zscore, _cs_demean, _cs_neutral, not "_cs_rang".', () => computePanel(one, ["rsi_14_cs_rang"])],
    ['the sector of A is not known. Give it as groups: { sector: { A: "its sector" } }.', () => computePanel(one, ["rsi_14_cs_neutral"])],
    ["the panel has no assets. Give bars by symbol: { AAPL: bars, AMZN: bars }.", () => computePanel({}, ["rsi_14"])],
    ["the panel has 1d bars of A and 1h bars of B. Bring them to one interval with resampleBars.", () => computePanel({ ...one, B: { ...one.A, interval: "1h" } }, ["rsi_14"])],
    ['"rsi_60" has its first value after 61 bars, the longest asset of the panel has 60. Give more bars or ask for a shorter period.', () => computePanel(one, ["rsi_60"])],
    ["the bars of A and B close at different moments. Append the bars of one moment at a time, the earlier first.", () => streamPanel({ ids: ["rsi_14"], interval: "1d" }).append({ A: rowOf(one.A, 0), B: rowOf(one.A, 1) })],
    ["the panel has no bars to replace. Append some first.", () => streamPanel({ ids: ["rsi_14"], interval: "1d" }).replaceLast({ A: rowOf(one.A, 0) })],
  ])("%s", (message, make) => {
    expect(make).toThrow(new FactorError(message));
  });
});

function sectorOf(symbol: string): string {
  return new Map<string, string>(Object.entries(SECTORS.sector)).get(symbol)!;
}

function rowOf(bars: Bars, t: number) {
  return { closeTime: bars.closeTime[t]!, open: bars.open[t]!, high: bars.high[t]!, low: bars.low[t]!, close: bars.close[t]!, volume: bars.volume[t]! };
}
