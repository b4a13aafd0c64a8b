import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { closingSections, readClosing, writeClosing } from "./closing.ts";

const row = (model: string, skill: number | null, lag: object | null = { lag: 0, repeatsYesterday: false }) =>
  ({ model, unit: "log return", rmse: 0.012, mae: 0.008, directionalAccuracy: 0.512, skill, lag });
const persistence = row("persistence", 0, { lag: 1, repeatsYesterday: true });
const hold = { name: "buy-and-hold", cagr: 0.08, sharpe: 0.5, maxDrawdown: 0.34, trades: 1 };
const verdictOf = (results: Record<string, Record<string, unknown>>) => closingSections(results).at(-1)?.rows.flat();

describe("closing table", () => {
  it("shows each model beside persistence and linear", () => {
    const [section] = closingSections({ "08-lstm": { forecasts: [persistence, row("linear", -0.002), row("lstm", -0.01)] } });
    expect(section?.title).toContain("08-lstm");
    expect(section?.columns).toEqual(["model", "unit", "RMSE", "MAE", "direction", "skill", "lag test"]);
    expect(section?.rows[0]).toEqual(["persistence", "log return", "0.01200", "0.008000", "51.2 %", "+0.0000", "repeats yesterday"]);
    expect(section?.rows[2]).toEqual(["lstm", "log return", "0.01200", "0.008000", "51.2 %", "-0.0100", "lag 0"]);
  });

  it("shows the strategy beside buy-and-hold, and N/A for what cannot be told", () => {
    const strategy = { name: "signals", cagr: 0.021, sharpe: { value: null, reason: "12 days" }, maxDrawdown: 0.12, trades: 8 };
    const [section] = closingSections({ "14-backtest": { strategy: [strategy, hold] } });
    expect(section?.rows).toEqual([["signals", "2.1 %", "N/A", "12.0 %", "8"], ["buy-and-hold", "8.0 %", "0.50", "34.0 %", "1"]]);
  });

  it("prints the quoted targets beside what was measured and answers each by yes, no or N/A", () => {
    const strategy = { ...hold, name: "signals", sharpe: 2.4, maxDrawdown: 0.2, winRate: { value: null, reason: "3 trades" }, profitFactor: 1.6 };
    const sections = closingSections({
      "08-lstm": { forecasts: [persistence, row("lstm", -0.01), { ...row("gru", -0.02), directionalAccuracy: 0.55 }] },
      "14-backtest": { strategy: [strategy, hold] },
    });
    expect(sections.find(({ title }) => title.startsWith("Targets"))?.rows).toEqual([
      ["directional accuracy", "> 60 %", "gru, highest of 2", "55.0 %", "no"],
      ["Sharpe", "> 2", "signals", "2.40", "yes"],
      ["max drawdown", "< 15 %", "signals", "20.0 %", "no"],
      ["win rate", "> 55 %", "signals", "N/A", "N/A"],
      ["profit factor", "> 1.5", "signals", "1.60", "yes"],
    ]);
  });

  it("is refused where a notebook recorded another shape, with the place", () => {
    expect(() => closingSections({ "08-lstm": { forecasts: [{ model: "lstm" }] } })).toThrow(/"forecasts" of 08-lstm .* 0\.unit/);
  });

  it("comes back from its file, and a cut file is refused", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "closing-"));
    const sections = closingSections({ "08-lstm": { forecasts: [persistence, row("lstm", 0.01)] } });
    expect(readClosing(folder)).toBeUndefined();
    writeClosing(folder, sections);
    expect(readClosing(folder)).toEqual(sections);
    writeFileSync(path.join(folder, "closing.json"), '[{"title"');
    expect(() => readClosing(folder)).toThrow(/cut off or changed/);
    rmSync(folder, { recursive: true });
  });
});

describe("verdict", () => {
  it("says that nothing beats persistence where nothing does", () => {
    expect(verdictOf({ a: { forecasts: [persistence, row("linear", -0.001), row("lstm", -0.02)] } })).toEqual(["a: no model beats persistence out of sample."]);
  });

  it("says that a network is no better than the linear model", () => {
    expect(verdictOf({ a: { forecasts: [persistence, row("linear", 0.03), row("lstm", 0.02)] } })?.[0])
      .toBe("a: linear (skill +0.0300) and lstm (skill +0.0200) beat persistence out of sample, but none beats the linear model.");
  });

  it("names the model that beats both", () => {
    expect(verdictOf({ a: { forecasts: [persistence, row("linear", 0.01), row("lstm", 0.02), row("gru", -0.1)] } })?.[0]).toMatch(/; lstm also the linear model\.$/);
  });

  it("calls no skill a win that chance explains", () => {
    const ahead = (model: string, dieboldMariano: number) => ({ ...row(model, 0.004), dieboldMariano });
    expect(verdictOf({ a: { forecasts: [persistence, ahead("lstm", 1.2)] } })).toEqual(["a: no model beats persistence out of sample beyond chance; lstm (skill +0.0040) came out a little ahead."]);
    expect(verdictOf({ a: { forecasts: [persistence, ahead("lstm", 1.2), ahead("gru", 2.6)] } })).toEqual(["a: gru (skill +0.0040) beats persistence out of sample; no other model does."]);
  });

  it("says which model repeats yesterday", () => {
    const late = row("lstm", -0.01, { lag: 1, repeatsYesterday: true });
    expect(verdictOf({ a: { forecasts: [persistence, late] } })?.[1]).toBe("a: lstm repeats yesterday: the forecast is the last known value, one bar late.");
  });

  it("praises no strategy that buy-and-hold equals", () => {
    const strategy = { ...hold, name: "signals" };
    expect(verdictOf({ b: { strategy: [strategy, hold] } })?.[0]).toMatch(/holding was better\.$/);
  });

  it("tells more return at more risk from a better strategy", () => {
    const risky = { ...hold, name: "risky", cagr: 0.12, sharpe: 0.4 };
    const better = { ...hold, name: "better", cagr: 0.12, sharpe: 0.9 };
    const said = verdictOf({ b: { strategy: [risky, better, hold] } });
    expect(said?.[0]).toMatch(/more risk for each unit of return/);
    expect(said?.[1]).toMatch(/no proof for the next/);
  });

  it("gives the reason where a strategy cannot be compared", () => {
    const strategy = { ...hold, name: "signals", cagr: { value: null, reason: "5 days" } };
    expect(verdictOf({ b: { strategy: [strategy, hold] } })).toEqual(["b: signals cannot be compared with buy-and-hold: 5 days."]);
  });

  it("says so where nothing was recorded", () => {
    expect(verdictOf({})).toEqual([expect.stringMatching(/nothing to judge/)]);
  });
});
