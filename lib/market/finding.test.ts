import { expect, test } from "vitest";
import { formatFinding, type Told } from "./finding.ts";

test.each<[Told["where"], string]>([
  [{ row: 3, date: "2024-03-14", column: "close" }, "warning: odd in row 3 (2024-03-14, close): expected one, got two"],
  [{ row: 3, date: "2024-03-14" }, "warning: odd in row 3 (2024-03-14): expected one, got two"],
  [{ source: "yahoo", path: "chart.result[0].timestamp" }, "warning: odd at chart.result[0].timestamp of yahoo's answer: expected one, got two"],
  [{ source: "yahoo", path: "values[2].close", row: 2 }, "warning: odd at values[2].close (row 2) of yahoo's answer: expected one, got two"],
  [{ symbol: "AAPL", interval: "1d" }, "warning: odd, AAPL 1d: expected one, got two"],
  ["data/store", "warning: odd, data/store: expected one, got two"],
])("a finding is one sentence, wherever it was made: %o", (where, sentence) => {
  expect(formatFinding({ code: "odd", severity: "warning", where, expected: "one", got: "two" })).toBe(sentence);
});
