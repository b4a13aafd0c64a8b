import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBarsCsv } from "./parseBarsCsv.ts";
import { parsePlainCsv } from "./parsePlainCsv.ts";

/** The same cells in quotes, which only the careful reader reads. */
function quoted(text: string): string {
  return text.split("\n").map((line) => (/^\r?$/.test(line) ? line : line.replace(/[^,\r]+/g, '"$&"'))).join("\n");
}

const outcome = (text: string): unknown => {
  try {
    return parseBarsCsv(text, "a.csv", { symbol: "X", interval: "1d" });
  } catch {
    return "refused";
  }
};

test("a plain text is read as the careful reader reads it, and every other text is left to that one", () => {
  const cell = fc.oneof({ weight: 30, arbitrary: fc.constantFrom("1", "2.5", "1466.1600000000001", "-3", "1e-7") }, { weight: 1, arbitrary: fc.constantFrom("", " 1", "x", "1,2", "0x1", "1\r", "NaN") });
  const date = fc.oneof({ weight: 30, arbitrary: fc.integer({ min: 10, max: 28 }).map((day) => `2020-04-${day}`) }, { weight: 1, arbitrary: fc.constantFrom("2020-02-30", "2020-4-01", "2020-04-17T20:00Z", "") });
  const row = fc.tuple(date, cell, cell, cell, cell, cell, cell).map((cells) => cells.join(","));
  const text = fc.tuple(fc.uniqueArray(row, { maxLength: 4 }), fc.constantFrom("\n", "\r\n", "\n\n"), fc.constantFrom("", "\n", "\r\n")).map(([rows, newline, end]) => ["Date,Open,high,low,close,adj close,volume", ...rows.toSorted()].join(newline) + end);
  let plain = 0;
  fc.assert(fc.property(text, (csv) => {
    if (parsePlainCsv(csv) === undefined) return;
    plain += 1;
    expect(outcome(csv)).toEqual(outcome(quoted(csv)));
    expect(outcome(csv)).not.toBe("refused");
  }), { numRuns: 500, seed: 7 });
  expect(plain).toBeGreaterThan(50);
});

test.each([
  ["a quote", 'date,open,high,low,close,volume\n2020-04-17,"1",1,1,1,1'],
  ["a row too short", "date,open,high,low,close,volume\n2020-04-17,1,1,1,1"],
  ["a row too long", "date,open,high,low,close,volume\n2020-04-17,1,1,1,1,1,1"],
  ["an empty cell", "date,open,high,low,close,volume\n2020-04-17,1,1,,1,1"],
  ["times that fall", "date,open,high,low,close,volume\n2020-04-17,1,1,1,1,1\n2020-04-16,1,1,1,1,1"],
  ["a header without a column", "date,open,high,low,close\n2020-04-17,1,1,1,1"],
  ["mixed line ends", "date,open,high,low,close,volume\r\n2020-04-16,1,1,1,1,1\n2020-04-17,1,1,1,1,1"],
  ["no rows", "date,open,high,low,close,volume\n"],
])("a text with %s is not plain", (_, text) => {
  expect(parsePlainCsv(text)).toBeUndefined();
});
