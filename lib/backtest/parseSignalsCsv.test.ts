import { expect, test } from "vitest";
import { BacktestError, parseSignalsCsv } from "./index.ts";

const refused = (text: string, message: string) => expect(() => parseSignalsCsv(text, "signals.csv")).toThrow(new BacktestError(message));

test("columns stand in any order, others are ignored", () => {
  expect(parseSignalsCsv("note,position,date\nx,-0.5,2020-01-02\ny,1,2020-01-03\n", "signals.csv")).toEqual([{ date: "2020-01-02", position: -0.5 }, { date: "2020-01-03", position: 1 }]);
});

test("an empty file and a header alone are refused", () => {
  for (const text of ["", "date,position\n"]) refused(text, "signals.csv: there are no signals in it. Give a CSV file with a header date,position and at least one row.");
});

test("a missing column is named", () => {
  refused("date,signal\n2020-01-02,1\n", 'signals.csv: the header has no "position"; it has "date", "signal". Name the columns date,position.');
});

test("a cell that is no number is named by line", () => {
  refused("date,position\n2020-01-02,1\n2020-01-03,long\n", 'signals.csv, line 3, column position: "long" is not a number. Write a share of the equity from -1 (short) to 1 (long), 0 for none.');
  refused("date,position\n2020-01-02,\n", "signals.csv, line 2, column position: the cell is empty. Write a share of the equity from -1 (short) to 1 (long), 0 for none.");
});

test("a row of another length is refused", () => {
  expect(() => parseSignalsCsv("date,position\n2020-01-02\n", "signals.csv")).toThrow("signals.csv: Invalid Record Length");
});
