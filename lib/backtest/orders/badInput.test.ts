import { describe, expect, test } from "vitest";
import { given } from "../fills/orders.fixture.ts";
import { bracketExits, checkRequest, type Exits, type OrderRequest } from "./index.ts";
import { refusalOf } from "../refusal.fixture.ts";

const assets = ["AAPL", "MSFT"];
const buy = { asset: "AAPL", units: 10 } as const;
const now = Date.UTC(2020, 0, 2);

function refusal(request: OrderRequest): string {
  return refusalOf(() => checkRequest(request, assets, now));
}

describe("an order is refused, named with its asset and with what to do:", () => {
  test("units of 0, NaN and infinity", () => {
    expect(refusal({ ...buy, units: 0, type: "market", tag: "entry" })).toMatchInlineSnapshot(`"order "entry" (buy 0 AAPL, market): units are 0; give a number above 0 to buy, below 0 to sell, and no order where nothing is to be traded"`);
    expect(refusal({ ...buy, units: Number.NaN, type: "market" })).toContain("units are NaN");
    expect(refusal({ ...buy, units: Number.POSITIVE_INFINITY, type: "market" })).toContain("units are Infinity");
  });

  test("prices of 0, below 0, NaN and infinity", () => {
    expect(refusal({ ...buy, type: "limit", limit: 0 })).toMatchInlineSnapshot(`"order (buy 10 AAPL, limit 0): the limit is 0; give a price above 0"`);
    expect(refusal({ ...buy, units: -10, type: "stop", stop: -5 })).toMatchInlineSnapshot(`"order (sell 10 AAPL, stop -5): the stop is -5; give a price above 0"`);
    expect(refusal({ ...buy, type: "stop-limit", stop: 100, limit: Number.NaN })).toMatchInlineSnapshot(`"order (buy 10 AAPL, stop-limit 100/NaN): the limit is NaN; give a price above 0"`);
    expect(refusal({ ...buy, type: "stop-limit", stop: Number.POSITIVE_INFINITY, limit: 5 })).toContain("the stop is Infinity");
  });

  test("distances of 0, below 0, NaN, or of a whole price", () => {
    for (const distance of [0, -1, Number.NaN, { share: 0 }, { share: Number.NaN }]) expect(refusal({ ...buy, type: "trailing-stop", distance })).toContain("give a distance in price, or { share } of it, above 0");
    expect(refusal({ ...buy, units: -10, type: "trailing-stop", distance: { share: 5 } })).toMatchInlineSnapshot(`"order (sell 10 AAPL, trailing-stop): the distance is 500 % of the price, which no price falls by; give a share below 1"`);
  });

  test("an asset that is not in the run", () => {
    expect(refusal({ asset: "TSLA", units: 1, type: "market" })).toMatchInlineSnapshot(`"order (buy 1 TSLA, market): there is no asset "TSLA"; the run has AAPL, MSFT"`);
  });

  test("a type and a time in force that do not exist", () => {
    // @ts-expect-error a notebook's cell is not always type-checked
    expect(refusal({ ...buy, type: "iceberg" })).toMatchInlineSnapshot(`"order (buy 10 AAPL, iceberg): there is no such type of order; take market, limit, stop, stop-limit, trailing-stop"`);
    // @ts-expect-error a notebook's cell is not always type-checked
    expect(refusal({ ...buy, type: "market", timeInForce: "week" })).toMatchInlineSnapshot(`"order (buy 10 AAPL, market): there is no time in force "week"; take gtc, day, ioc, fok or { until: UTC milliseconds }"`);
  });

  test("a time that is over, and one that is no time", () => {
    expect(refusal({ ...buy, type: "market", timeInForce: { until: now } })).toContain("which is not after 1577923200000, the moment it was given");
    expect(refusal({ ...buy, type: "market", timeInForce: { until: Number.NaN } })).toContain("it holds until NaN");
  });

  test("a stop that is to be filled at once", () => {
    expect(refusal({ ...buy, type: "stop", stop: 5, timeInForce: "fok" })).toMatchInlineSnapshot(`"order (buy 10 AAPL, stop 5): time in force fok fills at once and a stop has to wait; give gtc, day or { until }"`);
  });
});

test("orders of every type and time in force pass", () => {
  const orders: readonly OrderRequest[] = [
    { ...buy, type: "market", timeInForce: "fok" },
    { ...buy, type: "limit", limit: 5, timeInForce: "ioc" },
    { ...buy, units: -0.001, type: "stop", stop: 5, timeInForce: "day" },
    { ...buy, type: "stop-limit", stop: 5, limit: 4, timeInForce: "gtc" },
    { ...buy, type: "trailing-stop", distance: { share: 0.1 }, timeInForce: { until: now + 1 } },
  ];
  expect(() => orders.forEach((order) => checkRequest(order, assets, now))).not.toThrow();
});

describe("a bracket is refused", () => {
  const bracketOf = (exits: Exits, request: OrderRequest = { ...buy, type: "limit", limit: 100, tag: "dip" }) => refusalOf(() => bracketExits(request, given(request), exits, 2, 1));

  test("without an exit", () => {
    expect(bracketOf({})).toMatchInlineSnapshot(`"bracket of order "dip" (buy 10 AAPL, limit 100): it has no exit; give a stopLoss, a takeProfit or trailing, or submit the entry alone"`);
  });

  test("with exits on the wrong side of the entry, or of each other", () => {
    expect(bracketOf({ stopLoss: 101 })).toMatchInlineSnapshot(`"bracket of order "dip" (buy 10 AAPL, limit 100): stopLoss is 101 and the entry 100; give a price below it"`);
    expect(bracketOf({ takeProfit: 99 })).toContain("takeProfit is 99 and the entry 100; give a price above it");
    expect(bracketOf({ stopLoss: 99 }, { ...buy, units: -10, type: "stop", stop: 100 })).toContain("stopLoss is 99 and the entry 100; give a price above it");
    expect(bracketOf({ stopLoss: 110, takeProfit: 90 }, { ...buy, type: "market" })).toMatchInlineSnapshot(`"bracket of order (buy 10 AAPL, market): stopLoss 110 and takeProfit 90 are on the wrong sides; a bought position loses below its entry and wins on the other side"`);
  });

  test("with prices and shares that are none", () => {
    for (const stopLoss of [0, -1, Number.NaN, { share: 0 }, { share: 1 }, { share: Number.NaN }]) expect(bracketOf({ stopLoss })).toContain("stopLoss is");
    expect(bracketOf({ trailing: 0 })).toContain(`order "dip: trailing stop" (sell 10 AAPL, trailing-stop): the distance is 0`);
  });
});
