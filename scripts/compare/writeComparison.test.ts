import { expect, test } from "vitest";
import type { ComparedModel, ModelComparison } from "../../lib/evaluation/index.ts";
import { figureSvg } from "../../lib/show/index.ts";
import { sectionsOf, skillFigure } from "./writeComparison.ts";

const none = { value: null, reason: "not measured" };

function model(name: string, skill: number): ComparedModel {
  const tested = { value: skill, interval: { low: skill - 0.01, high: skill + 0.01, confidence: 0.95 }, p: 0.5, adjusted: 1 };
  return { spec: { model: name }, family: name === "linear" ? "baseline" : "network", isRandom: false, seeds: [1], metrics: {}, skill: { ...tested, spread: { mean: skill, deviation: null, count: 1 } }, dieboldMariano: -1, repeatsYesterday: 0, seconds: none, traded: { sharpe: none, cagr: none, trades: none, beyondHold: { ...tested, value: none, p: null } } };
}

const comparison: ModelComparison = { task: "regression", reference: "persistence", rows: 100, from: "2001-01-02", to: "2001-05-30", models: [model("lstm", -0.002), model("gru", -0.03), model("linear", -0.4)], buyAndHold: { sharpe: 0.4, cagr: 0.06 }, roundTripCost: 5e-4 };

test("the figure draws each model's skill, and puts one that is far worse at the edge with its number", () => {
  const svg = figureSvg(skillFigure(comparison)!);
  for (const words of ["lstm", "gru", "linear (baseline) ← -40"]) expect(svg).toContain(words);
  expect(skillFigure({ ...comparison, models: [{ ...model("persistence", 0), skill: { ...model("persistence", 0).skill, interval: none } }] })).toBeUndefined();
});

test("a section holds title, caption, table and sentences", () => {
  const [section] = sectionsOf([comparison], ["Facts."]);
  expect(section).toMatchObject({ title: "The next day's return", caption: "Facts.", rows: [["lstm", "-0.20"], ["gru", "-3.00"], ["linear (baseline)", "-40.00"]].map((row) => expect.arrayContaining(row)) });
  expect(section!.words[0]).toBe("No model beats persistence beyond chance, and none beats buy-and-hold after costs beyond chance.");
});
