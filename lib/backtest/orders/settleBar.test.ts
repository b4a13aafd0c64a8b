import { expect, test } from "vitest";
import { barsOf, given, trade, type Row } from "../fills/orders.fixture.ts";
import { settleBar } from "./index.ts";

const away = [100, 101, 99, 100] as const;
const [gap, low] = [[97, 98, 96, 97], [100, 101, 90, 95]] as const;
const limit = { units: 10, type: "limit", limit: 98 } as const;
const end = (order: ReturnType<typeof given>, ...rows: readonly Row[]) => [trade([order], barsOf(...rows)).map(({ row }) => row), order.end, order.reason];

test("good till cancelled waits", () => {
  expect(end(given(limit), away, away)).toEqual([[], "open", ""]);
  expect(end(given(limit), away, away, low)).toEqual([[2], "filled", ""]);
});

test("a day order ends with the day of the first bar that looks at it", () => {
  expect(end(given({ ...limit, timeInForce: "day" }), away, low)).toEqual([[], "expired", "its day is over"]);
  expect(end(given({ ...limit, timeInForce: "day" }), low)).toEqual([[0], "filled", ""]);
  expect(end(given({ ...limit, timeInForce: "day" }, { from: Date.UTC(2020, 0, 1, 12) }), low, low)).toEqual([[1], "filled", ""]);
});

test("a day order lives through the bars of its UTC day, midnight's included, and not into the next", () => {
  const hours = [14, 20, 24, 25].map((hour) => Date.UTC(2020, 0, 1, hour));
  const bars = { ...barsOf(away, away, away, low), closeTime: Float64Array.from(hours) };
  const order = given({ ...limit, timeInForce: "day" });
  const after = hours.map((time, row) => {
    settleBar([order], bars, row, time - 3_600_000, 0);
    return order.end;
  });
  expect(after).toEqual(["open", "open", "expired", "expired"]);
});

test("an order until a moment is not looked at by bars that close after it", () => {
  const until = (day: number, hour = 0) => ({ ...limit, timeInForce: { until: Date.UTC(2020, 0, day, hour) } });
  expect(end(given(until(3)), away, low)).toEqual([[1], "filled", ""]);
  expect(end(given(until(2, 12)), away, low)).toEqual([[], "expired", "its time is over"]);
  expect(end(given(until(2)), away, low)).toEqual([[], "expired", "its time is over"]);
});

test("immediate-or-cancel ends with its first bar, partly where the volume ran out", () => {
  expect(end(given({ ...limit, timeInForce: "ioc" }), low, gap)).toEqual([[], "cancelled", "its first bar did not fill it"]);
  expect(end(given({ ...limit, timeInForce: "ioc" }), gap)).toEqual([[0], "filled", ""]);
  const order = given({ units: 10, type: "market", timeInForce: "ioc" });
  expect(trade([order], barsOf([100, 101, 99, 100, 40], away), { maxVolumeShare: 0.1 })).toEqual([{ row: 0, id: 1, units: 4, price: 100 }]);
  expect([order.end, order.reason, order.filled]).toEqual(["partly", "its first bar did not fill it", 4]);
});

test("fill-or-kill ends with its first bar, whole or not at all", () => {
  const order = given({ units: 10, type: "market", timeInForce: "fok" });
  expect(trade([order], barsOf([100, 101, 99, 100, 40], away), { maxVolumeShare: 0.1 })).toEqual([]);
  expect([order.end, order.reason]).toEqual(["cancelled", "its first bar did not fill it"]);
});

test("a bar without an open is not an immediate order's first", () => {
  expect(end(given({ units: 10, type: "market", timeInForce: "ioc" }), [Number.NaN, 101, 99, 100], [102, 103, 101, 102])).toEqual([[1], "filled", ""]);
});

test("a market order's rest waits for the next bars' volume", () => {
  const order = given({ units: 10, type: "market" });
  expect(trade([order], barsOf([100, 101, 99, 100, 40], [102, 103, 101, 102, 0], [104, 105, 103, 104, 90]), { maxVolumeShare: 0.1 })).toEqual([
    { row: 0, id: 1, units: 4, price: 100 },
    { row: 2, id: 1, units: 6, price: 104 },
  ]);
  expect(order.end).toBe("filled");
});

test("a trailing stop does not move with bars before its decision, nor with a missing high", () => {
  const order = given({ units: -10, type: "trailing-stop", distance: 5 }, { from: Date.UTC(2020, 0, 2) });
  settleBar([order], barsOf([100, 120, 99, 119]), 0, Date.UTC(2020, 0, 1), 0);
  expect(order.best).toBe(100);
  settleBar([order], barsOf([100, Number.NaN, 99, 119]), 0, Date.UTC(2020, 0, 2), 0);
  expect(order.best).toBe(100);
});

test("a stop that was reached is a market order from then on: what the volume left of it is sold at the next open, wherever that is", () => {
  const rule = { maxVolumeShare: 0.1 };
  for (const request of [{ units: -10, type: "stop", stop: 98 }, { units: -10, type: "trailing-stop", distance: 2 }] as const) {
    const fills = trade([given(request)], barsOf([100, 100, 95, 99, 60], [110, 111, 109, 110, 1000]), rule, 10);
    expect(fills.map(({ price, row, units }) => [row, units, price])).toEqual([[0, -6, 98], [1, -4, 110]]);
  }
  const untraded = trade([given({ units: -10, type: "stop", stop: 98 })], barsOf([100, 100, 95, 99, 0], [110, 111, 109, 110, 1000]), rule, 10);
  expect(untraded.map(({ price, row }) => [row, price])).toEqual([[1, 110]]);
});

test("a stop that had nothing to reduce when it was reached still waits", () => {
  const order = given({ units: -10, type: "stop", stop: 98, reduceOnly: true });
  expect(trade([order], barsOf(low, away), {}, 0)).toEqual([]);
  expect([order.end, order.isTriggered]).toEqual(["open", false]);
});
