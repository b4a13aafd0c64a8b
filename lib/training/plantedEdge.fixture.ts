import { expect, test } from "vitest";
import type { Network } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { networkForecaster } from "./index.ts";
import { foundShare, plantedMarket } from "./planted.fixture.ts";

/** What every network owes a planted market: it finds most of a known edge, and nothing where there is none. */
export function findsThePlantedEdge(network: Network, { epochs, learningRate }: { readonly epochs: number; readonly learningRate: number }): void {
  const forecasts = async (edge: boolean) => {
    const [train, validation, later] = [plantedMarket(600, 1, { edge }), plantedMarket(200, 2, { edge }), plantedMarket(500, 3, { edge })];
    const fitted = await networkForecaster(network, { epochs, learningRate, patience: 5 }).fit(train.windows, validation.windows, { key: randomKey(1) });
    return { forecast: fitted.predict(later.windows), later };
  };

  test("finds a known edge: most of what can be foretold", async () => {
    const { forecast, later } = await forecasts(true);
    expect(foundShare(forecast, later.optimum)).toBeGreaterThan(0.8);
  });

  test("finds none where there is none", async () => {
    const { forecast, later } = await forecasts(false);
    const squares = (errorOf: (n: number) => number) => later.windows.targets.reduce((sum, _, n) => sum + errorOf(n) ** 2, 0);
    const skill = 1 - squares((n) => later.windows.targets[n]! - forecast[n]!) / squares((n) => later.windows.targets[n]!);
    expect(skill).toBeLessThan(0.03);
  });
}
