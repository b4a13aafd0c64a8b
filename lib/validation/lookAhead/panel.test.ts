import { describe, expect, test } from "vitest";
import { columnsOf } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { detectPanelLookAhead, formatLookAhead, leakTable, panelLeakReport, ValidationError, type Panel, type PanelMaker } from "../index.ts";
import { clockOf, countUpTo } from "./panel.ts";

const HOUR = 3_600_000;
const key = randomKey(3);
const named = (symbol: string, seed: number, hours = 0): Bars => {
  const bars = randomBars(500, seed);
  return { ...bars, symbol, closeTime: bars.closeTime.map((time) => time + hours * HOUR) };
};
/** B closes five hours after A on the same day; C is A's twin in time. */
const panel: Panel = { A: named("A", 1), B: named("B", 2, 5), C: named("C", 3) };

/** Columns of A from the rows of another asset that a function chooses. */
const from = (symbol: string, rowOf: (own: Bars, other: Bars, row: number) => number): PanelMaker => ({ [symbol]: other, A }) => ({
  A: columnsOf(A!.closeTime, { spread: A!.close.map((price, row) => price / (other!.close[rowOf(A!, other!, row)] ?? Number.NaN)) }),
});
const asOf = (own: Bars, other: Bars, row: number) => countUpTo(other.closeTime, own.closeTime[row]!) - 1;

describe("whose future a column sees is told", () => {
  test("the bar of the same day of a market that closes later", () => {
    const [finding, ...others] = detectPanelLookAhead(from("B", (_own, _other, row) => row), panel, { key });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: "look-ahead", test: "cross-asset", column: "spread", symbol: "A", asset: "B", barsAhead: 1 });
    expect(formatLookAhead(finding!)).toMatch(/^"spread" of A at row \d+ \(20\d\d-\d\d-\d\d\) looks 1 bar ahead into B: /);
  });

  test("three bars of another market ahead", () => {
    expect(detectPanelLookAhead(from("C", (own, other, row) => asOf(own, other, row) + 3), panel, { key })).toMatchObject([{ asset: "C", barsAhead: 3 }]);
  });

  test("both, where it sees two: its own future and another's", () => {
    const both: PanelMaker = ({ A, B }) => ({ A: columnsOf(A!.closeTime, { both: A!.close.map((_, row) => (A!.close[row + 2] ?? Number.NaN) / (B!.close[row] ?? Number.NaN)) }) });
    const findings = detectPanelLookAhead(both, panel, { key });
    expect(findings.map(({ asset, barsAhead, test }) => [asset, barsAhead, test]).sort()).toEqual([["A", 2, "truncation"], ["B", 1, "cross-asset"]]);
  });
});

describe("what waits for the other market is clean", () => {
  test.each(["B", "C"])("the last bar of %s that has closed", (symbol) => {
    expect(detectPanelLookAhead(from(symbol, asOf), panel, { key })).toEqual([]);
  });

  test("on calendars of different days, and with an asset that ends early", () => {
    const odd = { A: panel.A!, B: sliceBars(panel.B!, 100, 400) };
    expect(detectPanelLookAhead(from("B", asOf), odd, { key })).toEqual([]);
  });

  test("ranks across all assets at one moment", () => {
    const ranks: PanelMaker = (assets) => Object.fromEntries(Object.entries(assets).map(([symbol, own]) => {
      const rank = own.close.map((price, row) => Object.values(assets).filter((other) => (other.close[asOf(own, other, row)] ?? Number.NaN) < price).length);
      return [symbol, columnsOf(own.closeTime, { rank })];
    }));
    const report = panelLeakReport(ranks, panel, { key });
    expect(report.columns.map(({ findings, symbol }) => [symbol, findings])).toEqual([["A", []], ["B", []], ["C", []]]);
    expect(leakTable(report).columns).toEqual(["column", "of", "truncation", "future perturbation", "cross-asset", "timestamp shift", "warm-up", "settled within"]);
  });
});

describe("shifted times show a join that is right by chance", () => {
  test("a join by row sees a bar ahead once the other market is late", () => {
    expect(detectPanelLookAhead(from("C", (_own, _other, row) => row), panel, { key })).toMatchObject([{ test: "timestamp shift", asset: "C", barsAhead: 1 }]);
  });

  test("also where the other market's bars carry the time of their open, which looks like the past", () => {
    const early = { ...panel.C!, closeTime: panel.C!.closeTime.map((time) => time + 1 - 24 * HOUR) };
    expect(detectPanelLookAhead(from("C", (_own, _other, row) => row), { A: panel.A!, C: early }, { key })).toMatchObject([{ test: "timestamp shift", asset: "C", barsAhead: 1 }]);
  });

  test("a join to the nearest time sees a bar ahead once the other market is a quarter of a bar late", () => {
    const nearest = (own: Bars, other: Bars, row: number): number => {
      const before = asOf(own, other, row);
      const distance = (at: number) => Math.abs((other.closeTime[at] ?? Number.POSITIVE_INFINITY) - own.closeTime[row]!);
      return distance(before + 1) < distance(before) ? before + 1 : before;
    };
    expect(detectPanelLookAhead(from("C", nearest), { A: panel.A!, C: panel.C! }, { key })).toMatchObject([{ test: "timestamp shift", asset: "C", barsAhead: 1 }]);
  });
});

test("a panel's clock holds every moment at which a bar closes, once and in order", () => {
  const clock = clockOf(panel);
  expect(clock.length).toBe(1000);
  expect(Array.from(clock)).toEqual(Array.from(clock).sort((a, b) => a - b));
});

test("bars out of order and columns of an asset that is not there are refused", () => {
  const turned = { ...panel.A!, closeTime: panel.A!.closeTime.slice().reverse() };
  expect(() => detectPanelLookAhead(from("B", asOf), { A: turned, B: panel.B! }, { key })).toThrow("the bar in row 1 of A does not close after the one before it");
  expect(() => detectPanelLookAhead(({ A }) => ({ D: columnsOf(A!.closeTime, {}) }), panel, { key })).toThrow(ValidationError);
});
