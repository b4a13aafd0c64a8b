import { table } from "arquero";
import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { fitMinMax } from "../scaling/index.ts";
import { tf } from "../tensorflow/index.ts";
import { slidingWindows } from "../windows/index.ts";
import { walkBars } from "./bars.fixture.ts";
import { consoleTable } from "./consoleTable.ts";
import { displayOf } from "./display.ts";
import { lineFigure } from "./lines.ts";
import { shownBy } from "./notebook.fixture.ts";

const textOf = (value: unknown) => displayOf(value)?.["text/plain"];
const bars = walkBars(100);
const columns = columnsOf(bars.closeTime, { close: bars.close, gap: bars.close.map((value, t) => (t < 14 ? NaN : value)) });

describe("plain values", () => {
  test.each<[unknown, unknown]>([
    [undefined, undefined],
    [null, "null"],
    [0.1 + 0.2, "0.30000000000000004"],
    ["two\nlines", "two\nlines"],
    [true, "true"],
    [12n, "12"],
    [[1, 2, 3], "1, 2, 3"],
    [[[1, 2], [3, 4]], "1, 2\n3, 4"],
    [["a", "b"], "a, b"],
    [[], "an empty list"],
    [{}, "an object without fields"],
    [new Date(0), "1970-01-01"],
    [new RangeError("too far"), "RangeError: too far"],
    [Promise.resolve(1), "a promise: write `await` before it to see its value"],
    [function add(a: number, b: number) { return a + b; }, "function add(a, b)"],
    [class Candle {}, "class Candle"],
    [new Map([["a", 1]]), "1 entry\na  1"],
  ])("%o", (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test("objects are a small table of their fields", () => {
    expect(textOf({ rmse: 0.0123456, name: "lstm", fold: { from: 30, to: 3000 }, sharpe: { value: null, reason: "too few days" }, predict() {} })).toMatchInlineSnapshot(`
      "rmse    0.01235
      name    lstm
      fold    30 … 3000
      sharpe  N/A (too few days)"
    `);
  });

  test("nothing fills the page: fields and items are limited", () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, k) => [`field${k}`, k]));
    const long = Array.from({ length: 9000 }, (_, k) => `name ${k}`);
    for (const value of [wide, long]) expect(String(textOf(value)).split("\n").length).toBeLessThan(40);
  });
});

describe("values of the pipeline", () => {
  test("bars are candles, with span and source in a line", () => {
    const bundle = displayOf(bars);
    expect(Object.keys(bundle ?? {})).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    expect(bundle?.["text/plain"]).toBe("WALK, 1d: 100 bars, 2001-01-01 … 2001-04-10 · generated for a test");
  });

  test("no bars are a line, not an empty figure", () => {
    expect(Object.keys(displayOf(walkBars(0)) ?? {})).toEqual(["text/plain"]);
  });

  test("columns say where they begin, their range and what is missing", () => {
    expect(textOf(columns)).toMatch(/^2 columns × 100 rows, 2001-01-01 … 2001-04-10\n/);
    expect(textOf(columns)).toMatch(/gap +2001-01-15 .* 14$/m);
  });

  test("windows say their shapes", () => {
    const windows = slidingWindows(columns, { horizon: 1, values: bars.close }, { rows: { from: 0, to: 100 }, lookback: 5 });
    expect(textOf(windows)).toContain(`inputs [N, T, F]  [${windows.count}, 5, 2]`);
  });

  test("a fitted scaler says what it learnt, and from which rows", () => {
    expect(textOf(fitMinMax(columns, { from: 20, to: 80 }))).toMatch(/^minMax scaler, fitted on rows 20 … 79\ncolumn +offset +scale\nclose/);
  });

  test("findings are a table", () => {
    const finding = { code: "high-below-low", where: { row: 3, date: "2020-01-06" }, expected: "high ≥ low", got: "1 < 2" };
    expect(textOf([finding])).toMatchInlineSnapshot(`
      "1 finding
      code            where                   expected    got
      high-below-low  row 3, date 2020-01-06  high ≥ low  1 < 2"
    `);
  });

  test("a figure shows itself", () => {
    expect(Object.keys(displayOf(lineFigure([1, 2], { a: [1, 2] })) ?? {})).toContain("image/png");
  });
});

describe("values of packages", () => {
  test("arquero and danfojs tables are tables", () => {
    for (const value of [table({ a: [1, 2] }), new DataFrame({ a: [1, 2] })]) expect(displayOf(value)?.["text/html"]).toContain("<table");
  });

  test("tensors and typed arrays say shape, range, missing values and the first values", () => {
    expect(textOf(tf.tensor2d([[1, 2], [3, 4]]))).toBe("Tensor float32 [2, 2] · 1 … 4\n1, 2, 3, 4");
    expect(textOf(Float64Array.from({ length: 5000 }, (_, t) => (t < 2 ? NaN : t)))).toBe("Float64Array [5,000] · 2 … 4999 · 2 NaN\nNaN, NaN, 2, 3, 4, 5, …");
    const gone = tf.scalar(1);
    gone.dispose();
    expect(textOf(gone)).toBe("Tensor float32 [] · disposed");
  });

  test("a model is its summary", () => {
    const model = tf.sequential({ name: "small", layers: [tf.layers.lstm({ units: 8, inputShape: [30, 5], name: "memory" }), tf.layers.dense({ units: 1, name: "out" })] });
    expect(textOf(model)).toMatchInlineSnapshot(`
      "small: 457 parameters
      layer   kind   output  parameters
      memory  LSTM   [B, 8]         448
      out     Dense  [B, 1]           9"
    `);
  });

  test("an object's own bundle goes first", () => {
    expect(displayOf({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "mine" }) })).toEqual({ "text/plain": "mine" });
  });
});

test("never throws: what cannot be read is shown short", () => {
  const hostile = new Proxy({}, { get() { throw new Error("no"); }, has() { throw new Error("no"); } });
  expect(() => displayOf(hostile)).not.toThrow();
});

test("a printed arquero table is shown once in its cell, and again in a later one", async () => {
  const prices = table({ close: [1, 2] });
  const print = console.table;
  console.table = consoleTable;
  try {
    const messages = await shownBy(() => {
      expect(displayOf(prices.print())).toEqual({});
      expect(displayOf(table({ other: [1, 2] }))).not.toEqual({});
    });
    expect(messages).toHaveLength(1);
    await new Promise((done) => setImmediate(done));
    expect(displayOf(prices)).not.toEqual({});
  } finally {
    console.table = print;
  }
});
