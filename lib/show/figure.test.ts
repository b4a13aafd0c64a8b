import { describe, expect, test } from "vitest";
import { walkBars } from "./bars.fixture.ts";
import { barFigure } from "./barChart.ts";
import { candlestickFigure } from "./candlesticks.ts";
import { equityFigure } from "./equity.ts";
import { ShowError } from "./error.ts";
import { type Figure, figureBundle, showFigure } from "./figure.ts";
import { forecastFigure } from "./forecast.ts";
import { heatMapFigure } from "./heatMap.ts";
import { histogramFigure } from "./histogram.ts";
import { learningCurves } from "./learningCurves.ts";
import { lineFigure } from "./lines.ts";
import { shownBy } from "./notebook.fixture.ts";
import { figureSvg } from "./png.ts";
import { scatterFigure } from "./scatter.ts";

const bars = walkBars(5000);
const names = ["rsi", "atr", "macd"];
const figures: Record<string, Figure> = {
  lines: lineFigure(bars.closeTime, { open: bars.open, close: bars.close }, { title: "Prices <of> a walk & more", note: "generated", yTitle: "price", levels: { start: 100 } }),
  candlesticks: candlestickFigure(bars, { overlays: { close: bars.close }, markers: [{ closeTime: bars.closeTime[9]!, price: 100, kind: "buy" }] }),
  histogram: histogramFigure({ a: bars.close, b: bars.open }, { hasNormal: true }),
  scatter: scatterFigure(bars.open, bars.close, { hasDiagonal: true }),
  bars: barFigure(names, { first: [1, 2, 3], second: [3, 2, NaN] }),
  "horizontal bars": barFigure(names, [1, -2, 3], { isHorizontal: true }),
  "heat map": heatMapFigure(names, names, [[1, -0.5, 0], [-0.5, 1, NaN], [0, 0.2, 1]], { title: "Correlation <1>", note: "of a test" }),
  "learning curves": learningCurves({ loss: [3, 2, 1], validationLoss: [3, 2.5, 2.6] }),
  equity: equityFigure(bars.closeTime, { strategy: bars.close, "buy and hold": bars.open }),
  forecast: forecastFigure(bars.closeTime, bars.close, { persistence: bars.open }),
};

describe.each(Object.entries(figures))("the figure of %s", (_name, figure) => {
  const bundle = figureBundle(figure);

  test("is plotly JSON, PNG and text, and no HTML", () => {
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    expect(bundle["application/vnd.plotly.v1+json"]).toMatchObject({ data: figure.data, layout: figure.layout });
    expect(bundle["text/plain"]).toMatch(/^\[figure\] /);
  });

  test("has a picture of the page's width and the figure's height", () => {
    const png = Buffer.from(String(bundle["image/png"]), "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Math.round(860 * 1.4), Math.round(Number(figure.layout["height"]) * 1.4)]);
  });

  test("stays small enough for a notebook and is plain JSON", () => {
    const json = JSON.stringify(figure);
    expect(json.length).toBeLessThan(80_000);
    expect(JSON.parse(json)).toEqual(figure);
    expect(json).not.toContain("NaN");
  });
});

test("a picture shows the title, the names of axes and lines, and no markup from data", () => {
  const words = figureSvg(figures["lines"]!).matchAll(/<text[^>]*>([^<]*)</g).map((text) => text[1]).toArray();
  expect(words).toEqual(expect.arrayContaining(["Prices &#60;of&#62; a walk &amp; more", "generated", "price", "open", "close", "start", "2008"]));
  expect(figureSvg(figures["heat map"]!)).toContain("Correlation &lt;1&gt;");
});

test("is shown once, as one bundle", async () => {
  const messages = await shownBy(() => showFigure(figures["bars"]!));
  expect(messages).toHaveLength(1);
  expect(messages[0]?.data).toEqual(figureBundle(figures["bars"]!));
});

test("joined candles keep the first open, the extremes and the last close", () => {
  const [candles] = candlestickFigure(bars, { candles: 100 }).data;
  const column = (name: string) => Object(candles)[name].map(Number);
  expect(column("open")[0]).toBeCloseTo(bars.open[0]!, 4);
  expect(Math.max(...column("high"))).toBeCloseTo(Math.max(...bars.high), 4);
  expect(Math.min(...column("low"))).toBeCloseTo(Math.min(...bars.low), 4);
  expect(column("close").at(-1)).toBeCloseTo(bars.close.at(-1)!, 4);
  expect(column("close")).toHaveLength(100);
});

test("candles name their source, their span and how many bars each is", () => {
  const note = Object(candlestickFigure(bars).layout["title"]).subtitle.text;
  expect(note).toBe("generated for a test · 5,000 bars, 2001-01-01 … 2014-09-09 · each candle is 13 bars");
});

test("the shares of a histogram add up to one", () => {
  const [trace] = histogramFigure(bars.close, { bins: 40 }).data;
  expect(Object(trace).y.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 5);
});

test("a drawdown is the share below the highest value so far", () => {
  const figure = equityFigure(Float64Array.of(0, 864e5, 2 * 864e5), { strategy: [100, 50, 200] });
  expect(Object(figure.data[1]).y).toEqual([0, -0.5, 0]);
});

describe("the equity's axis", () => {
  const days = [0, 864e5, 2 * 864e5];
  const axis = (equity: Record<string, number[]>, isLogarithmic?: boolean) => Object(equityFigure(days, equity, isLogarithmic === undefined ? {} : { isLogarithmic }).layout);

  test("is logarithmic where the curves together span more than 3 times, and says so", () => {
    expect(axis({ a: [100, 250, 299], b: [100, 99, 300] })).toMatchObject({ yaxis: { type: "log", title: { text: "equity, log scale" } }, updatemenus: [{ active: 1 }] });
    expect(axis({ a: [100, 250, 300] })).toMatchObject({ yaxis: { title: { text: "equity" } }, updatemenus: [{ active: 0 }] });
    expect(axis({ a: [100, 250, 300] })["yaxis"]).not.toHaveProperty("type");
  });

  test("is what is asked for", () => {
    expect(axis({ a: [100, 110, 120] }, true)).toMatchObject({ yaxis: { type: "log" }, updatemenus: [{ active: 1 }] });
    expect(axis({ a: [100, 900, 1000] }, false)["yaxis"]).not.toHaveProperty("type");
  });

  test("is switched with its ticks and its name, there and back", () => {
    const [linear, log] = axis({ a: [100, 1000, 5000] })["updatemenus"][0].buttons.map(({ args }: { args: unknown[] }) => args[0]);
    expect(linear).toEqual({ "yaxis.type": "linear", "yaxis.dtick": null, "yaxis.tickformat": "", "yaxis.autorange": true, "yaxis.title.text": "equity" });
    expect(log).toEqual({ "yaxis.type": "log", "yaxis.dtick": "D2", "yaxis.tickformat": "~s", "yaxis.autorange": true, "yaxis.title.text": "equity, log scale" });
  });

  test("of a curve that reaches 0 is linear, whatever is asked, and has no switch", () => {
    for (const asked of [undefined, true]) expect(axis({ a: [100, 1000, 0], b: [100, 1000, 2000] }, asked)).toEqual(expect.not.objectContaining({ updatemenus: expect.anything() }));
    expect(axis({ a: [100, 1000, -5] }, true)["yaxis"]).not.toHaveProperty("type");
  });

  test("a still picture has no switch to press", () => {
    expect(figureSvg(equityFigure(days, { a: [100, 250, 400] }))).not.toContain("updatemenu-button");
  });
});

test("a logarithmic axis over more than a decade labels 1, 2 and 5 in full, a shorter one as plotly does", () => {
  const axisOf = (values: readonly number[]) => lineFigure([0, 1, 2], { values }, { isLogarithmic: true }).layout["yaxis"];
  expect(axisOf([1e5, NaN, 4e6])).toMatchObject({ type: "log", dtick: "D2", tickformat: "~s" });
  expect(axisOf([0.01, 1, 2])).toMatchObject({ type: "log", dtick: "D2", tickformat: "~g" });
  expect(axisOf([100, 200, 300])).not.toHaveProperty("dtick");
});

test("series that do not fit are refused with what to do", () => {
  expect(() => lineFigure(bars.closeTime, { short: [1, 2] })).toThrow(new ShowError('line "short" has 2 values for 5000 positions; give one value a position'));
  expect(() => scatterFigure([1], [1, 2])).toThrow("scatterFigure: x has 1 values and y has 2; give pairs");
  expect(() => heatMapFigure(["a"], ["b"], [])).toThrow("give one value for each pair of names");
  expect(() => histogramFigure([NaN])).toThrow("there is no value to count");
  expect(() => barFigure(["a"], [1, 2])).toThrow("give one value a name");
});
