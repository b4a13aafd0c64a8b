import { describe, expect, test } from "vitest";
import { columnFormat, formatCell, formatNumber, formatPercent, formatTime } from "./formats.ts";

describe("numbers by themselves", () => {
  test.each([
    [0, "0"], [7, "7"], [2020, "2020"], [5105, "5105"], [10_000, "10,000"], [-1_234_567, "-1,234,567"],
    [3257.85, "3,257.85"], [0.1, "0.1000"], [0.0083399, "0.008340"], [1.5e-7, "1.500e-7"], [Number.NaN, "NaN"], [Infinity, "∞"], [-Infinity, "−∞"],
  ])("%d is written %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test("a share is written as percent", () => {
    expect(formatPercent(0.01234)).toBe("1.23 %");
    expect(formatPercent(-1.5, 0)).toBe("-150 %");
    expect(formatPercent(Number.NaN)).toBe("NaN");
    expect(formatPercent(-0.00001)).toBe("0.00 %");
  });
});

describe("times", () => {
  test("midnight and a day's last millisecond are dates, other times go to the minute", () => {
    expect(formatTime(Date.UTC(2020, 3, 17))).toBe("2020-04-17");
    expect(formatTime(Date.UTC(2020, 3, 18) - 1)).toBe("2020-04-17");
    expect(formatTime(Date.UTC(2020, 3, 17, 14, 30))).toBe("2020-04-17 14:30");
    expect(formatTime(Number.NaN)).toBe("NaN");
  });

  test("a column of milliseconds is a time by its name", () => {
    expect(columnFormat("closeTime", [Date.UTC(2020, 0, 1)])(Date.UTC(2020, 0, 1))).toBe("2020-01-01");
    expect(columnFormat("volume", [Date.UTC(2020, 0, 1)])(Date.UTC(2020, 0, 1))).toBe("1,577,836,800,000");
  });
});

describe("columns", () => {
  test("have the same digits in every row, chosen by the largest", () => {
    const write = columnFormat("price", [1200.5, 3.25, null]);
    expect([1200.5, 3.25, null].map(write)).toEqual(["1,200.50", "3.25", "N/A"]);
  });

  test("write each number by itself where common digits would hide the small ones", () => {
    const described = [5085, 0.00029, 0.01243, -0.1277, 0.00054, 0.1096];
    expect(described.map(columnFormat("log_return_1", described))).toEqual(["5085", "0.0002900", "0.01243", "-0.1277", "0.0005400", "0.1096"]);
  });

  test("take the format that is given", () => {
    expect(columnFormat("x", [0.5], "percent")(0.5)).toBe("50.00 %");
    expect(columnFormat("x", [0.5], 1)(0.5)).toBe("0.5");
    expect(columnFormat("x", [12345.6], "integer")(12345.6)).toBe("12,346");
    expect(columnFormat("x", [2020], "plain")(2020)).toBe("2020");
    expect(columnFormat("x", [1], (value) => `<${value}>`)(1)).toBe("<1>");
  });

  test("say N/A and why where a measure is missing", () => {
    expect(formatCell({ value: undefined, reason: "too few trades" })).toBe("N/A (too few trades)");
    expect(formatCell({ value: null, reason: "too few trades" })).toBe("N/A (too few trades)");
    expect(formatCell(undefined)).toBe("N/A");
  });
});

test("values inside a line stay short", () => {
  expect(formatCell({ from: 30, to: 3000 })).toBe("30 … 3000");
  expect(formatCell({ a: 1, b: { c: { d: 1 } } })).toBe("a 1, b {…}");
  expect(formatCell(Float64Array.of(1, 2, 3))).toBe("Float64Array(3)");
  expect(formatCell(Array.from({ length: 20_000 }, () => 0))).toBe("20,000 values");
});
