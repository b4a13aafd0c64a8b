import { describe, expect, test } from "vitest";
import { backtest, buyAndHold } from "../../backtest/index.ts";
import { randomKey } from "../../random/index.ts";
import { costBreakdown, monteCarloFan, monthlyTable, searchMap, simpleReturns } from "../../statistics/index.ts";
import { walkBars } from "../bars.fixture.ts";
import { ShowError } from "../error.ts";
import { type Figure, figureBundle } from "../figure.ts";
import { costFigure, exposureFigure, fanFigure, monthlyFigure, parameterFigure, returnsFigure, rollingSharpeFigure, tradesFigure } from "../index.ts";

const bars = walkBars(5000);
const result = backtest(bars, bars.close.map((_, t) => [1, 0, -1][Math.floor(t / 20) % 3]!));
const hold = buyAndHold(bars);
const equity = { strategy: result.equity, "buy and hold": hold.equity };
const fan = monteCarloFan(simpleReturns(result.equity), { key: randomKey(1), resamples: 50 });
if ("reason" in fan) throw new Error(fan.reason);
const sets = [5, 10].flatMap((fast) => [20, 50, 100].map((slow) => ({ fast, slow })));
const search = searchMap({ rule: "smaCrossover", grid: { fast: [5, 10], slow: [20, 50, 100] }, sets, trials: 6 }, [0.1, -0.2, 0.3, 0.5, Number.NaN, 0.2]);

const figures: Readonly<Record<string, Figure>> = {
  months: monthlyFigure(monthlyTable(bars.closeTime, result.equity)),
  "entries and exits": tradesFigure(bars, result.trades),
  exposure: exposureFigure(bars.closeTime, result.positions, result.leverage),
  "the rolling Sharpe ratio": rollingSharpeFigure(bars.closeTime, equity),
  costs: costFigure(costBreakdown(result)),
  parameters: parameterFigure(search),
  "the Monte Carlo fan": fanFigure(fan),
  returns: returnsFigure(equity),
};

describe.each(Object.entries(figures))("the figure of %s", (_name, figure) => {
  test("is plotly JSON, PNG and text, small enough for a notebook", () => {
    expect(Object.keys(figureBundle(figure))).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    const json = JSON.stringify(figure);
    expect(json.length).toBeLessThan(120_000);
    expect(json).not.toContain("NaN");
  });
});

test("months stand in percent, an empty one empty, with the year at the right", () => {
  const { x, y, z } = Object(monthlyFigure([{ year: 2020, months: [0.01, null, ...new Array<number>(10).fill(-0.02)], whole: 0.5 }]).data[0]);
  expect([x.at(-1), y, z[0].slice(0, 3), z[0].at(-1)]).toEqual(["year", ["2020"], [1, null, -2], 50]);
  expect(() => monthlyFigure([])).toThrow(ShowError);
});

test("what was bought points up and what was sold down, of short trades too; an open trade has no exit", () => {
  const trade = { asset: "WALK", entryRow: 1, entryTime: bars.closeTime[1]!, entryPrice: 100, exitRow: 3, exitTime: bars.closeTime[3]!, exitPrice: 101, units: 1, profit: 1, costs: 0, barsHeld: 2 };
  const few = { ...bars, closeTime: bars.closeTime.subarray(0, 9), open: bars.open.subarray(0, 9), high: bars.high.subarray(0, 9), low: bars.low.subarray(0, 9), close: bars.close.subarray(0, 9), volume: bars.volume.subarray(0, 9) };
  const marks = (figure: Figure) => Object.fromEntries(figure.data.slice(1).map((trace) => [trace["name"], trace["text"]]));
  expect(marks(tradesFigure(few, [{ ...trade, side: "short", isOpen: false }]))).toEqual({ buy: ["short exit at 101, net 1"], sell: ["short entry at 100"] });
  expect(marks(tradesFigure(few, [{ ...trade, side: "long", isOpen: true }, { ...trade, asset: "OTHER", side: "long", isOpen: false }]))).toEqual({ buy: ["long entry at 100"] });
  expect(marks(tradesFigure(few, [{ ...trade, side: "long", isOpen: false }], { last: 6 }))).toEqual({ sell: ["long exit at 101, net 1"] });
});

test("gross exposure is drawn only where it differs from the net one", () => {
  expect(figures["exposure"]!.data.map(({ name }) => name)).toEqual(["net", "gross"]);
  expect(exposureFigure(hold.closeTime, hold.positions, hold.leverage).data.map(({ name }) => name)).toEqual(["net"]);
});

test("the parameters' map says how many trials it took and where the best is", () => {
  expect(JSON.stringify(figures["parameters"]!.layout)).toContain("6 trials · best at fast 10, slow 20");
  expect(Object(figures["parameters"]!.data[0]).z).toEqual([[0.1, -0.2, 0.3], [0.5, null, 0.2]]);
});

test("the fan is drawn widest first, with the middle path on top", () => {
  expect(figures["the Monte Carlo fan"]!.data.map(({ name }) => name)).toEqual(["below 5 %", "90 % of paths", "below 25 %", "50 % of paths", "middle path"]);
});

test("a window longer than the curve is refused", () => {
  expect(() => rollingSharpeFigure([1, 2], { a: [1, 2] })).toThrow("2 closes, more than 126 needed for one window");
});
