import { describe, expect, test } from "vitest";
import { assetOrder, correlationOf } from "../../portfolio/index.ts";
import { ShowError } from "../error.ts";
import { type Figure, figureBundle } from "../figure.ts";
import { allocationFigure, clusteredCorrelationFigure, riskContributionFigure, ruinFigure } from "../index.ts";

const closeTime = Float64Array.from({ length: 500 }, (_, t) => Date.UTC(2020, 0, 1) + t * 86_400_000);
const weights = Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`a${k}`, closeTime.map(() => (k + 1) / 78)]));
const covariance = { names: ["x1", "y", "x2"], values: [[1, 0, 0.9], [0, 1, 0.1], [0.9, 0.1, 1]].map((row) => Float64Array.from(row)) };
const figures: Readonly<Record<string, Figure>> = {
  "weights over time": allocationFigure(closeTime, weights),
  "risk contributions": riskContributionFigure({ a: 0.5, b: 0.5 }, { a: 0.2, b: 0.8 }),
  "clustered correlations": clusteredCorrelationFigure(correlationOf(covariance), assetOrder(covariance)),
  "ruin against leverage": ruinFigure([1, 2, 5], { diffusion: [0, 0.01, 0.5], paths: [0, 0.02, 0.6] }),
};

describe.each(Object.entries(figures))("the figure of %s", (_name, figure) => {
  test("is plotly JSON, PNG and text, small enough for a notebook", () => {
    expect(Object.keys(figureBundle(figure))).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    const json = JSON.stringify(figure);
    expect(json.length).toBeLessThan(120_000);
    expect(json).not.toContain("NaN");
  });
});

test("the largest assets are named, the others added up on top", () => {
  const { data } = figures["weights over time"]!;
  expect(data.map(({ name }) => name)).toEqual(["a11", "a10", "a9", "a8", "a7", "a6", "a5", "5 others"]);
  expect(Object(data[7]).y[0]).toBeCloseTo(15 / 78, 3);
  expect(allocationFigure([1, 2], { a: [1, 1], b: [0, 0] }).data.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("correlations stand in the order of the tree, alike beside alike", () => {
  const { x, z } = Object(figures["clustered correlations"]!.data[0]);
  expect([["x1", "x2", "y"], ["y", "x1", "x2"]]).toContainEqual(x);
  expect(z[x.indexOf("x1")][x.indexOf("x2")]).toBe(0.9);
});

test("risks are shown in percent, the largest on top", () => {
  expect(Object(figures["risk contributions"]!.data[0])).toMatchObject({ name: "risk", x: [80, 20], y: ["b", "a"] });
  expect(Object(figures["ruin against leverage"]!.data[0]).y).toEqual([0, 1, 50]);
});

test("figures of nothing are refused", () => {
  expect(() => allocationFigure([], {})).toThrow(ShowError);
  expect(() => riskContributionFigure({}, {})).toThrow(ShowError);
  expect(() => ruinFigure([], {})).toThrow(ShowError);
  expect(() => clusteredCorrelationFigure(covariance, [0, 0, 1])).toThrow("the order is 0, 0, 1 for 3 assets; give each place once");
});
