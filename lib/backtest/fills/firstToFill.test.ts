import { describe, expect, test } from "vitest";
import { barsOf, bracket, given, trade } from "./orders.fixture.ts";

const quiet = [100, 101, 99, 100] as const;

describe("stop loss and take profit of a position bought at 100", () => {
  const exits = { stopLoss: 95, takeProfit: 105 };
  const long = () => bracket({ units: 10, type: "market" }, exits);

  test("the take profit alone in the bar", () => {
    const orders = long();
    expect(trade(orders, barsOf(quiet, [100, 106, 99, 104]))).toEqual([{ row: 0, id: 1, units: 10, price: 100 }, { row: 1, id: 3, units: -10, price: 105 }]);
    expect(orders.map(({ end, reason }) => [end, reason])).toEqual([["filled", ""], ["cancelled", "a sibling was filled"], ["filled", ""]]);
  });

  test("the stop loss alone in the bar", () => {
    const orders = long();
    expect(trade(orders, barsOf(quiet, [100, 101, 94, 96]))).toEqual([{ row: 0, id: 1, units: 10, price: 100 }, { row: 1, id: 2, units: -10, price: 95 }]);
    expect(orders.map(({ end }) => end)).toEqual(["filled", "filled", "cancelled"]);
  });

  test("both inside the bar: the stop loss", () => {
    expect(trade(long(), barsOf(quiet, [104, 106, 94, 105])).at(-1)).toEqual({ row: 1, id: 2, units: -10, price: 95 });
    expect(trade(long(), barsOf(quiet, [96, 106, 94, 105])).at(-1)).toEqual({ row: 1, id: 2, units: -10, price: 95 });
  });

  test("a gap over the take profit comes before a stop loss later in the bar", () => {
    expect(trade(long(), barsOf(quiet, [107, 108, 94, 95])).at(-1)).toEqual({ row: 1, id: 3, units: -10, price: 107 });
  });

  test("a gap under the stop loss is paid", () => {
    expect(trade(long(), barsOf(quiet, [90, 106, 89, 105])).at(-1)).toEqual({ row: 1, id: 2, units: -10, price: 90 });
  });

  test("both live in the bar of an entry at its open", () => {
    expect(trade(long(), barsOf([100, 106, 99, 105]))).toEqual([{ row: 0, id: 1, units: 10, price: 100 }, { row: 0, id: 3, units: -10, price: 105 }]);
    expect(trade(long(), barsOf([100, 106, 94, 105])).at(-1)).toEqual({ row: 0, id: 2, units: -10, price: 95 });
  });

  test("an entry that opens under its stop loss is out again at once, at the open", () => {
    expect(trade(long(), barsOf([93, 94, 92, 93]))).toEqual([{ row: 0, id: 1, units: 10, price: 93 }, { row: 0, id: 2, units: -10, price: 93 }]);
  });

  test("shares are measured from the price at which the entry is filled", () => {
    expect(trade(bracket({ units: 10, type: "market" }, { stopLoss: { share: 0.1 }, takeProfit: { share: 0.2 } }), barsOf([110, 131, 109, 130], [130, 133, 129, 130])).at(-1)).toEqual({ row: 1, id: 3, units: -10, price: 132 });
    expect(trade(bracket({ units: -10, type: "market" }, { stopLoss: { share: 0.1 } }), barsOf([110, 119, 109, 118], [118, 122, 117, 119])).at(-1)!.price).toBeCloseTo(121, 10);
  });
});

describe("stop loss and take profit of a position sold at 100", () => {
  const short = () => bracket({ units: -10, type: "market" }, { stopLoss: 105, takeProfit: 95 });

  test("each alone, both inside, and the gaps", () => {
    const last = (row: readonly [number, number, number, number]) => trade(short(), barsOf(quiet, row)).at(-1);
    expect(last([100, 101, 94, 96])).toEqual({ row: 1, id: 3, units: 10, price: 95 });
    expect(last([100, 106, 99, 104])).toEqual({ row: 1, id: 2, units: 10, price: 105 });
    expect(last([96, 106, 94, 95])).toEqual({ row: 1, id: 2, units: 10, price: 105 });
    expect(last([92, 106, 91, 105])).toEqual({ row: 1, id: 3, units: 10, price: 92 });
    expect(last([108, 109, 94, 95])).toEqual({ row: 1, id: 2, units: 10, price: 108 });
  });
});

describe("after an entry inside the bar", () => {
  test("the stop loss may be hit in that bar, by a low that may have come before", () => {
    const orders = bracket({ units: 10, type: "stop", stop: 104 }, { stopLoss: 99, takeProfit: 110 });
    expect(trade(orders, barsOf([100, 105, 98, 104.5]))).toEqual([{ row: 0, id: 1, units: 10, price: 104 }, { row: 0, id: 2, units: -10, price: 99 }]);
  });

  test("the take profit waits for the next bar", () => {
    const orders = bracket({ units: 10, type: "limit", limit: 98 }, { stopLoss: 90, takeProfit: 102 });
    expect(trade(orders, barsOf([100, 103, 97, 101], [101, 104, 100, 103]))).toEqual([{ row: 0, id: 1, units: 10, price: 98 }, { row: 1, id: 3, units: -10, price: 102 }]);
  });

  test("a trailing stop knows the entry and the close of that bar, not its high", () => {
    const bars = barsOf([100, 109, 97, 99], [99, 101, 98, 100], [100, 100, 93, 94]);
    const orders = bracket({ units: 10, type: "limit", limit: 98 }, { trailing: 6 });
    // Best: 98 at the entry, 99 at its close, 101 in row 1.
    expect(trade(orders, bars)).toEqual([{ row: 0, id: 1, units: 10, price: 98 }, { row: 2, id: 2, units: -10, price: 95 }]);
  });
});

test("a trailing stop follows the extremes of the bars before: 95, 105, 107, then hit", () => {
  const bars = barsOf([100, 110, 99, 109], [109, 112, 106, 108], [108, 108, 107, 107.5], [108, 109, 100, 101]);
  expect(trade([given({ units: -10, type: "trailing-stop", distance: 5 })], bars, {}, 10)).toEqual([{ row: 2, id: 1, units: -10, price: 107 }]);
});

test("a trailing stop that buys follows the lows", () => {
  const bars = barsOf([100, 101, 90, 91], [91, 98, 89, 97], [97, 98.5, 95, 98]);
  // 110 at first, 99 after a low of 90, 97.9 after a low of 89.
  expect(trade([given({ units: 10, type: "trailing-stop", distance: { share: 0.1 } })], bars)).toEqual([{ row: 2, id: 1, units: 10, price: 97.9 }]);
});

test("a stop-limit order rests as a limit order after the bar that triggered it", () => {
  const bars = barsOf([100, 108, 99, 107], [107, 108, 105, 106]);
  expect(trade([given({ units: 10, type: "stop-limit", stop: 104, limit: 106 })], bars)).toEqual([{ row: 1, id: 1, units: 10, price: 106 }]);
});

test("of two stops inside a bar the nearer to the open comes first, and of equals the older order", () => {
  const stop = (id: number, price: number) => given({ units: -5, type: "stop", stop: price }, { id });
  expect(trade([stop(1, 95), stop(2, 97), stop(3, 97)], barsOf([100, 101, 90, 92]), {}, 15).map(({ id }) => id)).toEqual([2, 3, 1]);
});

test("fills at the open come before stops, stops before limits", () => {
  const orders = [given({ units: 1, type: "limit", limit: 99 }, { id: 1 }), given({ units: 1, type: "stop", stop: 104 }, { id: 2 }), given({ units: 1, type: "market" }, { id: 3 })];
  expect(trade(orders, barsOf([100, 105, 98, 101])).map(({ id }) => id)).toEqual([3, 2, 1]);
});

test("a bar that opened before the decision does not look at the order", () => {
  const order = given({ units: 10, type: "market" }, { from: Date.UTC(2020, 0, 1, 15) });
  expect(trade([order], barsOf(quiet, [102, 103, 101, 102]))).toEqual([{ row: 1, id: 1, units: 10, price: 102 }]);
});
