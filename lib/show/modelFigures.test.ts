import { describe, expect, test } from "vitest";
import { ShowError } from "./error.ts";
import { type Figure, figureBundle } from "./figure.ts";
import { gramianField } from "../windows/gramianField.ts";
import { attentionFigure, beeswarmFigure, comparisonFigure, contributionFigure, dependenceFigure, errorCorrelationFigure, foldsFigure, importanceFigure, intervalFigure, pictureFigure, quantileBands, reliabilityFigure, searchFigure, sliceFigure, trialCurvesFigure, weightsFigure } from "./index.ts";
import { actual, bands, bins, closeTime, combinatorial, contributions, correlation, forecast, mixture, search, summary, walk, weights } from "./modelFigures.fixture.ts";

const importance = [{ name: "rsi_14", increase: 0.2, error: 0.03 }, { name: "macd", increase: 0.4, error: 0.05 }, { name: "noise", increase: -0.01, error: 0.02 }];
const measured = [{ model: "linear", value: 0.01, low: -0.02, high: 0.03 }, { model: "lstm", value: -0.06, low: -0.09, high: -0.02 }, { model: "xgboost", value: 0.05, low: 0.01, high: 0.08 }];
const attention = { name: "block_1_attention", rows: ["−1", "0"], columns: ["−1", "0"], values: [Float64Array.of(0.9, 0.1), Float64Array.of(0.4, 0.6)] };
const wave = Float64Array.from({ length: 24 }, (_, t) => Math.sin(t / 3));

const figures: Record<string, Figure> = {
  importance: importanceFigure(importance),
  "a beeswarm": beeswarmFigure(summary),
  dependence: dependenceFigure(summary[1]!),
  attention: attentionFigure(attention),
  "a picture of indicators": pictureFigure({ height: 2, width: 24, values: Float64Array.of(...wave, ...wave.map((x) => -x)), indicators: ["rsi_14", "macd"] }),
  "a Gramian field": pictureFigure(gramianField(wave)),
  reliability: reliabilityFigure(bins),
  intervals: intervalFigure(closeTime, actual, bands, { forecast }),
  "a fan of quantiles": intervalFigure(closeTime, actual, quantileBands(mixture)),
  "a walk's folds": foldsFigure(walk, { closeTime }),
  "combinatorial folds": foldsFigure(combinatorial),
  "models compared": comparisonFigure(measured, { xTitle: "skill against persistence" }),
  weights: weightsFigure(closeTime, weights),
  "correlated errors": errorCorrelationFigure(correlation),
  contributions: contributionFigure(contributions),
  "a search": searchFigure(search),
  "trials step by step": trialCurvesFigure(search),
  "values by setting": sliceFigure(search),
};

describe.each(Object.entries(figures))("the figure of %s", (_name, figure) => {
  test("is plotly JSON, PNG and text, small enough for a notebook", () => {
    const bundle = figureBundle(figure);
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    const json = JSON.stringify(figure);
    expect(json.length).toBeLessThan(80_000);
    expect(JSON.parse(json)).toEqual(figure);
    expect(json).not.toContain("NaN");
    const png = Buffer.from(String(bundle["image/png"]), "base64");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Math.round(860 * 1.4), Math.round(Number(figure.layout["height"]) * 1.4)]);
  });
});

const data = (name: string, k = 0) => Object(figures[name]!.data[k]);
const note = (figure: Figure): string => Object(figure.layout["title"]).subtitle.text;

test("importance stands largest on top, its bars reach two standard errors", () => {
  expect(data("importance")).toMatchObject({ y: ["macd", "rsi_14", "noise"], x: [0.4, 0.2, -0.01], error_x: { array: [0.1, 0.06, 0.04] } });
  expect(Object(importanceFigure({ a: 1, b: 2 }).data[0])).not.toHaveProperty("error_x");
  expect(note(importanceFigure(importance, { most: 2 }))).toBe("Bars of two standard errors; the 2 largest of 3");
});

test("points of a beeswarm stay within their row and are coloured by the input's own rank", () => {
  const { marker, x, y } = data("a beeswarm");
  expect(x).toHaveLength(1500);
  y.forEach((place: number, k: number) => expect(Math.abs(place - Math.floor(k / 300))).toBeLessThan(0.5));
  const drawn = Array.from({ length: 300 }, (_, k) => summary[0]!.values[Math.floor((k * 400) / 300)]!);
  expect(marker.color[drawn.indexOf(Math.min(...drawn))]).toBeLessThan(0.1);
  expect(marker.color[drawn.indexOf(Math.max(...drawn))]).toBeGreaterThan(0.9);
  expect(note(figures["a beeswarm"]!)).toBe("300 of 400 windows");
});

test("the fan tells which share of what came true each interval held", () => {
  expect(note(figures["intervals"]!)).toMatch(/^90 % interval holds (89|90)\.\d %; 50 % interval holds (49|50|51)\.\d %; 266 of 1,500 rows drawn$/);
  expect(figures["intervals"]!.data.map(({ name }) => name)).toEqual(["low end of 90 %", "90 % interval", "low end of 50 %", "50 % interval", "forecast", "actual"]);
  expect(quantileBands(mixture).map(({ coverage }) => coverage)).toEqual([0.9, 0.5]);
});

test("an interval without a bound is drawn as far as the picture goes", () => {
  const [low, high] = intervalFigure([1, 2, 3], [0, 1, 2], [{ coverage: 0.9, low: [-1, -Infinity, 0], high: [1, Infinity, 3] }]).data;
  expect(Object(low).y).toEqual([-1, -1.2, 0]);
  expect(Object(high).y).toEqual([1, 3.2, 3]);
});

test("folds are lines of what is learnt from, left out and judged", () => {
  expect(figures["a walk's folds"]!.data.map(({ name }) => name)).toEqual(["learnt from", "purge and embargo", "judged"]);
  const figure = foldsFigure([{ train: { from: 0, to: 8 }, test: { from: 10, to: 12 } }]);
  expect(figure.data.map((trace) => Object(trace).x)).toEqual([[0, 8, null], [8, 10, null], [10, 12, null]]);
  expect(note(foldsFigure(walk, { most: 3 }))).toBe("3 of 12 folds");
});

test("models compared stand best on top, told by colour and form whether the interval leaves the reference", () => {
  expect(figures["models compared"]!.data.map((trace) => [trace["name"], Object(trace).y])).toEqual([["better", ["xgboost"]], ["not told apart", ["linear"]], ["worse", ["lstm"]]]);
  const errors = comparisonFigure(measured, { isLowerBetter: true });
  expect(Object(errors.layout["yaxis"]).categoryarray).toEqual(["lstm", "linear", "xgboost"]);
  expect(errors.data.map((trace) => [trace["name"], Object(trace).y])).toEqual([["better", ["lstm"]], ["not told apart", ["linear"]], ["worse", ["xgboost"]]]);
});

test("weights are stacked, and lines where one is negative", () => {
  expect(data("weights")).toHaveProperty("stackgroup");
  expect(Object(weightsFigure([1, 2], { a: [1, 1.5], b: [0, -0.5] }).data[0])).not.toHaveProperty("stackgroup");
});

test("a search counts all trials, keeps the best so far, and shows those stopped early apart", () => {
  expect(note(figures["a search"]!)).toBe("40 trials: 26 complete, 13 stopped early, 1 failed");
  expect(figures["a search"]!.data.map(({ name }) => name)).toEqual(["complete", "stopped early", "best so far"]);
  const bests: readonly number[] = data("a search", 2).y;
  expect(bests).toEqual(bests.toSorted((a, b) => b - a));
  expect(figures["trials step by step"]!.data.map(({ name }) => name)).toEqual(["stopped early", "complete", "best"]);
  expect(Object(figures["values by setting"]!.layout["xaxis"]).type).toBe("log");
  expect(figures["values by setting"]!.layout["xaxis3"]).toMatchObject({ type: "category", categoryarray: ["lstm", "gru"] });
});

test("few whole steps have a tick each; trials far above the others are counted, not drawn", () => {
  expect(figures["trials step by step"]!.layout["xaxis"]).toMatchObject({ dtick: 1 });
  expect(figures["a search"]!.layout["xaxis"]).not.toHaveProperty("dtick");
  const trials = Array.from({ length: 21 }, (_, number) => ({ number, settings: {}, seed: 1, intermediate: [], state: "complete" as const, value: number === 20 ? 99 : 1 + number / 100, seconds: 1 }));
  const far = searchFigure({ trials });
  expect(note(far)).toBe("21 trials: 21 complete, 0 stopped early, 0 failed; 1 above the figure");
  const [low, high] = Object(far.layout["yaxis"]).range;
  expect([low < 1, high > 1.19, high < 1.25]).toEqual([true, true, true]);
  expect(note(searchFigure({ trials: trials.slice(0, 20) }))).not.toContain("above");
});

test("nothing to draw is refused with what to give", () => {
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new ShowError(message));
  refused(() => importanceFigure([]), "importanceFigure: there is no column; give at least one");
  refused(() => beeswarmFigure([]), "beeswarmFigure: there is no contribution to draw; give at least one input and one window");
  refused(() => dependenceFigure({ input: "a", size: 0, values: new Float64Array(0), contributions: new Float64Array(0) }), 'dependenceFigure: "a" has no window; give at least one');
  refused(() => attentionFigure({ ...attention, values: [] }), "attentionFigure: there is no row; give what attentionOf returned");
  refused(() => pictureFigure({ height: 0, width: 0, values: new Float64Array(0) }), "pictureFigure: the picture has no field; give at least one indicator and one step");
  refused(() => reliabilityFigure({}), "reliabilityFigure: no bin holds a forecast; give the bins of at least one model");
  refused(() => intervalFigure([], [], []), "intervalFigure: there is no interval; give at least one");
  refused(() => intervalFigure([1], [1], [{ coverage: 0.9, low: [], high: [1] }]), "intervalFigure: the interval of 90 % has 0 and 1 ends for 1 actual values; give one each a row");
  refused(() => foldsFigure([]), "foldsFigure: there is no fold; give at least one");
  refused(() => foldsFigure(walk, { closeTime: [] }), "foldsFigure: a fold reaches row 0, there are 0 times; give those of all rows");
  refused(() => comparisonFigure([]), "comparisonFigure: there is no model; give at least one");
  refused(() => comparisonFigure([{ model: "a", value: 1, low: 2, high: 3 }]), 'comparisonFigure: "a" has the value 1 outside its interval 2 … 3; give them in one unit');
  refused(() => weightsFigure([], {}), "weightsFigure: there is no weight; give at least one member and one row");
  refused(() => weightsFigure([1], { a: [] }), 'weightsFigure: "a" has 0 weights for 1 positions; give one value a position');
  refused(() => errorCorrelationFigure({ names: [], values: [] }), "errorCorrelationFigure: there is no member; give at least one");
  refused(() => contributionFigure({}), "contributionFigure: there is no member; give at least one measure of at least one");
  refused(() => searchFigure({ trials: [] }), "searchFigure: none of 0 trials has a value; see the reasons in trialTable");
  refused(() => trialCurvesFigure({ trials: search.trials.map((trial) => ({ ...trial, intermediate: [] })) }), "trialCurvesFigure: no trial told of its steps; only trials that report can be drawn so");
  refused(() => sliceFigure({ ...search, space: {} }), "sliceFigure: the space has no setting; give the search that was made");
});
