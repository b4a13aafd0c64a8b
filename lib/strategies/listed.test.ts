import { expect, test } from "vitest";
import { parametersOf, STRATEGIES, strategyOf } from "./index.ts";

const forecasts = { A: { closeTime: [1], forecast: [0] } };

test.each(STRATEGIES)("$name is made of its defaults, has a source, and says what each parameter is for", ({ name, parameters, source, summary }) => {
  const strategy = strategyOf({ strategy: name }, { forecasts });
  expect([strategy.name, strategy.parameters]).toEqual([name, parametersOf({ strategy: name })]);
  for (const schema of Object.values(parameters.shape)) expect(schema.description ?? "").toMatch(/^(\w|z-)/);
  expect([source, summary]).not.toContain("");
});

test("an unknown strategy or parameter is refused with the nearest, a bad value with its bound", () => {
  expect(() => strategyOf({ strategy: "smaCrosover" })).toThrow('there is no strategy "smaCrosover". Did you mean smaCrossover? Strategies: smaCrossover, laguerreCrossover, bollingerReversion, breakout, modelSignal, kalmanPair, regimeSwitch.');
  expect(() => strategyOf({ strategy: "smaCrossover", parameters: { fats: 3 } })).toThrow('smaCrossover has no parameter "fats". Did you mean fast? Its parameters: fast, slow, sides.');
  expect(() => strategyOf({ strategy: "smaCrossover", parameters: { fast: 0 } })).toThrow(/^smaCrossover: the parameter fast cannot be 0: Too small/);
  expect(() => strategyOf({ strategy: "breakout", parameters: { stopLoss: "far" } })).toThrow(/^breakout: the parameter stopLoss cannot be "far": /);
});

test("parameters that do not go together are refused before any bar", () => {
  expect(() => strategyOf({ strategy: "smaCrossover", parameters: { fast: 50, slow: 20 } })).toThrow('smaCrossover: "sma_spread_50_20": fast (50) must be shorter than slow (20).');
  expect(() => strategyOf({ strategy: "kalmanPair", parameters: { entry: 1, exit: 2 } })).toThrow("kalmanPair: exit is 2; give a z-score below the entry, 1");
  expect(() => strategyOf({ strategy: "modelSignal" })).toThrow("modelSignal trades out-of-fold forecasts, and none were given");
});
