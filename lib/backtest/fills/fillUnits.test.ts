import { expect, test } from "vitest";
import { BacktestError } from "../error.ts";
import { fillUnits } from "./fillUnits.ts";
import { given } from "./orders.fixture.ts";
import { fillRuleOf, fillSentences } from "./rule.ts";

const whole = fillRuleOf();
const tenth = fillRuleOf({ maxVolumeShare: 0.1 });

test("without a limit an order is filled whole, whatever the volume", () => {
  for (const volume of [0, 5, Number.NaN]) expect(fillUnits(given({ units: -30, type: "market" }), volume, whole, 0)).toBe(-30);
});

test("an order takes the rule's share of the volume, and what is left of it later", () => {
  expect(fillUnits(given({ units: 30, type: "market" }), 200, tenth, 0)).toBe(20);
  expect(fillUnits(given({ units: 30, type: "market" }, { left: 10 }), 200, tenth, 20)).toBe(10);
  expect(fillUnits(given({ units: -30, type: "market" }), 200, tenth, 0)).toBe(-20);
});

test("orders of one bar share its volume", () => {
  const order = given({ units: 30, type: "market" });
  expect(fillUnits(order, 200, tenth, 0, 15)).toBe(5);
  expect(fillUnits(order, 200, tenth, 0, 20)).toBe(0);
  expect(fillUnits(order, 200, tenth, 0, 20 - 1e-14)).toBe(0);
  expect(fillUnits(order, 200, whole, 0, 500)).toBe(30);
});

test("a volume of 0 or none fills nothing under the limit", () => {
  expect(fillUnits(given({ units: 30, type: "market" }), 0, tenth, 0)).toBe(0);
  expect(fillUnits(given({ units: 30, type: "market" }), Number.NaN, tenth, 0)).toBe(0);
});

test("fill-or-kill takes all or nothing, immediate-or-cancel what there is", () => {
  expect(fillUnits(given({ units: 30, type: "market", timeInForce: "fok" }), 299, tenth, 0)).toBe(0);
  expect(fillUnits(given({ units: 30, type: "market", timeInForce: "fok" }), 300, tenth, 0)).toBe(30);
  expect(fillUnits(given({ units: 30, type: "market", timeInForce: "ioc" }), 299, tenth, 0)).toBeCloseTo(29.9, 12);
});

test("reduceOnly fills at most the position, and nothing that would enlarge it", () => {
  const exit = given({ units: -30, type: "market", reduceOnly: true });
  expect(fillUnits(exit, 1000, whole, 12)).toBe(-12);
  expect(fillUnits(exit, 1000, whole, 50)).toBe(-30);
  expect(fillUnits(exit, 1000, whole, 0)).toBe(0);
  expect(fillUnits(exit, 1000, whole, -5)).toBe(0);
});

test("a share of the volume that is not above 0 and at most 1 is refused, and so is an unknown rule of limits", () => {
  for (const maxVolumeShare of [0, -0.1, 1.01, Number.NaN]) expect(() => fillRuleOf({ maxVolumeShare })).toThrow(BacktestError);
  expect(() => fillRuleOf({ maxVolumeShare: 5 })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: fills: maxVolumeShare must be a share of a bar's volume above 0, at most 1, got 5; leave it out for no limit]`);
  // @ts-expect-error a notebook's cell is not always type-checked
  expect(() => fillRuleOf({ limits: "close" })).toThrowErrorMatchingInlineSnapshot(`[BacktestError: fills: limits must be "through" or "touch", got "close"]`);
});

test("the sentences say which rule holds", () => {
  expect(fillSentences(tenth).at(-1)).toBe("Orders take at most 10 % of a bar's volume together; the rest waits, a stop that was reached as a market order, unless its time in force is over.");
  expect(fillSentences(whole).at(-1)).toBe("Orders are filled whole: the volume of the bar is no limit.");
  expect(fillSentences(fillRuleOf({ limits: "touch" })).filter((line) => line.includes("touch"))).toHaveLength(1);
});
