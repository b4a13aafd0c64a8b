import { describe, expect, test } from "vitest";
import { barsOf, bracket, given, trade } from "../fills/orders.fixture.ts";
import { applyFill, endOrder, endOrphans, splitOrder } from "./index.ts";

const ends = (orders: readonly { readonly end: string; readonly reason: string; readonly filled: number }[]) => orders.map(({ end, filled, reason }) => [end, reason, filled]);

describe("siblings", () => {
  test("the first fill of an entry cancels the others, even when it is partial", () => {
    const orders = [given({ units: 10, type: "stop", stop: 105 }, { id: 1, group: 1 }), given({ units: -10, type: "stop", stop: 95 }, { id: 2, group: 1 }), given({ units: 1, type: "limit", limit: 90 }, { id: 3 })];
    applyFill(orders[0]!, 4, 105, 0, true, orders);
    expect(ends(orders)).toEqual([["open", "", 4], ["cancelled", "a sibling was filled", 0], ["open", "", 0]]);
  });

  test("exits are cut by what one of them fills, so that the rest of the position stays guarded", () => {
    const [entry, stopLoss, takeProfit] = bracket({ units: 10, type: "market" }, { stopLoss: 95, takeProfit: 105 });
    const orders = [entry!, stopLoss!, takeProfit!];
    applyFill(entry!, 10, 100, 0, false, orders);
    applyFill(takeProfit!, -4, 105, 1, true, orders);
    expect([stopLoss!.left, takeProfit!.left]).toEqual([-6, -6]);
    applyFill(stopLoss!, -6, 95, 2, true, orders);
    expect(ends(orders)).toEqual([["filled", "", 10], ["partly", "a sibling was filled", -6], ["partly", "a sibling was filled", -4]]);
  });

  test("of a bracket fill by the volume of each bar, together no more than the position", () => {
    const orders = bracket({ units: 10, type: "market" }, { stopLoss: 95, takeProfit: 105 });
    const bars = barsOf([100, 101, 99, 100, 100], [104, 106, 103, 105, 40], [100, 101, 94, 96, 100]);
    expect(trade(orders, bars, { maxVolumeShare: 0.1 })).toEqual([{ row: 0, id: 1, units: 10, price: 100 }, { row: 1, id: 3, units: -4, price: 105 }, { row: 2, id: 2, units: -6, price: 95 }]);
    expect(orders.every(({ end }) => end !== "open")).toBe(true);
  });
});

describe("an entry's exits", () => {
  test("sleep until it is filled, and end with an entry that fills nothing", () => {
    const orders = bracket({ units: 10, type: "limit", limit: 50 }, { stopLoss: 45, takeProfit: 55 });
    expect(trade(orders, barsOf([60, 61, 51, 60]))).toEqual([]);
    endOrder(orders[0]!, "cancelled", "by the strategy", orders);
    expect(ends(orders)).toEqual([["cancelled", "by the strategy", 0], ["cancelled", "its entry was not filled", 0], ["cancelled", "its entry was not filled", 0]]);
  });

  test("grow with each partial fill", () => {
    const orders = bracket({ units: 10, type: "market" }, { stopLoss: 95 });
    trade(orders, barsOf([100, 101, 99, 100, 40], [100, 101, 99, 100, 30]), { maxVolumeShare: 0.1 });
    expect(orders.map(({ end, left, units }) => [end, units, left])).toEqual([["open", 10, 3], ["open", -7, -7]]);
  });

  test("end the rest of the entry when one of them is filled", () => {
    const orders = bracket({ units: 10, type: "market" }, { stopLoss: 95 });
    expect(trade(orders, barsOf([100, 101, 99, 100, 40], [94, 96, 93, 95, 0], [94, 96, 93, 95, 1000]), { maxVolumeShare: 0.1 })).toEqual([
      { row: 0, id: 1, units: 4, price: 100 },
      { row: 2, id: 1, units: 6, price: 94 },
      { row: 2, id: 2, units: -10, price: 94 },
    ]);
    const stopped = bracket({ units: 10, type: "limit", limit: 100 }, { stopLoss: 95 });
    trade(stopped, barsOf([100, 101, 99, 100, 40], [101, 102, 94, 95, 50]), { maxVolumeShare: 0.1 });
    expect(ends(stopped)).toEqual([["partly", "its exit was filled", 4], ["filled", "", -4]]);
  });

  test("end when another order closes or turns the position", () => {
    const orders = bracket({ units: 10, type: "market" }, { stopLoss: 95, takeProfit: 105 });
    applyFill(orders[0]!, 10, 100, 0, false, orders);
    endOrphans(orders, 5);
    expect(orders[1]!.end).toBe("open");
    endOrphans(orders, 0);
    expect(ends(orders)).toEqual([["filled", "", 10], ["cancelled", "nothing to reduce", 0], ["cancelled", "nothing to reduce", 0]]);
  });
});

test("an order that ended stays as it ended", () => {
  const order = given({ units: 10, type: "market" });
  endOrder(order, "expired", "its day is over", [order]);
  endOrder(order, "cancelled", "by the strategy", [order]);
  expect([order.end, order.reason]).toEqual(["expired", "its day is over"]);
});

test("a remainder of rounding is no remainder", () => {
  const order = given({ units: 0.3, type: "market" });
  applyFill(order, 0.1, 100, 0, false, [order]);
  applyFill(order, 0.2, 100, 1, false, [order]);
  expect([order.left, order.end]).toEqual([0, "filled"]);
});

test("a split changes units and prices and leaves what they are worth", () => {
  const limit = given({ units: 10, type: "limit", limit: 90 }, { filled: 4, left: 6 });
  splitOrder(limit, 2);
  expect([limit.units, limit.filled, limit.left, limit.limit]).toEqual([20, 8, 12, 45]);
  const trailing = given({ units: -10, type: "trailing-stop", distance: 5 });
  splitOrder(trailing, 2);
  expect([trailing.best, trailing.distance]).toEqual([50, 2.5]);
  const share = given({ units: -10, type: "trailing-stop", distance: { share: 0.1 } });
  splitOrder(share, 2);
  expect([share.best, share.distance]).toEqual([50, 0.1]);
});
