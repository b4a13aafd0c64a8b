import { describe, expect, test } from "vitest";
import type { CorporateAction } from "../../market/records/corporateAction.ts";
import { refusalOf } from "../refusal.fixture.ts";
import { actionsInAdjusted } from "./actionsInAdjusted.ts";
import { parseActionsCsv } from "./parseActionsCsv.ts";
import { parseDelistingsCsv } from "./parseDelistingsCsv.ts";

const delistings = (text: string, assets = ["A", "B"]) => parseDelistingsCsv(text, "d.csv", assets);
const actions = (text: string, assets = ["A", "B"]) => parseActionsCsv(text, "a.csv", assets);

describe("delistings of a file", () => {
  const END = Date.UTC(2020, 0, 5) - 1;

  test("end with their last day; a return that is empty is not known", () => {
    expect(delistings("return,Symbol,date,name\n-0.3,A,2020-01-04,x\n,B,2020-01-04T20:00Z,y\n-1,C,2020-01-04,z\n")).toEqual({ delistings: { A: { time: END, delistingReturn: -0.3 }, B: { time: Date.UTC(2020, 0, 4, 20) } }, others: ["C"] });
  });

  test("of one asset need no symbol, and none a return", () => {
    expect(delistings("date,return\r\n2020-01-04,0.25\r\n", ["A"])).toEqual({ delistings: { A: { time: END, delistingReturn: 0.25 } }, others: [] });
    expect(delistings("date\n2020-01-04\n", ["A"])).toEqual({ delistings: { A: { time: END } }, others: [] });
  });

  const RETURN = "Write what holders got ÷ the last close − 1, such as -0.3 for a loss of 30 % and -1 for a loss of everything, or leave the cell empty where it is not known.";
  test.each([
    ["an empty file", "", "d.csv: there are no delistings in it. Give a CSV file with a header symbol,date,return and at least one row."],
    ["no symbols for two assets", "date,return\n2020-01-04,0\n", 'd.csv: the header has no "symbol"; it has "date", "return". Name the columns symbol,date,return.'],
    ["a column twice", "symbol,date,date\nA,2020-01-04,2020-01-05\n", 'd.csv: the header has "date" twice. Name each column once.'],
    ["a day that there is not", "symbol,date\nA,2020-01-04\nB,2020-02-30\n", 'd.csv, line 3, column date: "2020-02-30" is not a date. Write 2020-04-17, or a moment such as 2020-04-17T20:00:00Z.'],
    ["percents", "symbol,date,return\nA,2020-01-04,-30 %\n", `d.csv, line 2, column return: "-30 %" is not a number. ${RETURN}`],
    ["NaN", "symbol,date,return\nA,2020-01-04,NaN\n", `d.csv, line 2, column return: "NaN" is not a number. ${RETURN}`],
    ["more than everything lost", "symbol,date,return\r\nB,2020-01-04,0\r\nA,2020-01-04,-30\r\n", `d.csv, line 3, column return: -30 cannot be. ${RETURN}`],
    ["an asset twice", "symbol,date\nA,2020-01-04\nA,2020-01-05\n", "d.csv, line 3: A is delisted in line 2 already. Give an asset one delisting, its last."],
    ["an asset without a name", "symbol,date\n,2020-01-04\n", "d.csv, line 2, column symbol: the cell is empty. Write the name of the bars, such as AAPL."],
    ["other assets alone", "symbol,date\nX,2020-01-04\nY,2020-01-04\n", "d.csv: no row is of A, B; it has X, Y. Name the assets as their bars are named, or leave the file out."],
  ])("are refused: %s", (_, text, message) => {
    expect(refusalOf(() => delistings(text))).toBe(message);
  });
});

describe("splits and dividends of a file", () => {
  const EX = Date.UTC(2020, 7, 31);

  test("begin with their ex-day, or at a moment", () => {
    expect(actions("symbol,date,kind,value\nA,2020-08-31,Split,4\nB,2020-08-31T13:30Z,dividend,0.2\nC,2020-08-31,split,2\n")).toEqual({
      actions: [{ kind: "split", symbol: "A", exTime: EX, ratio: 4 }, { kind: "dividend", symbol: "B", exTime: EX + 13.5 * 3_600_000, amount: 0.2 }], others: ["C"],
    });
  });

  const VALUE = "Write a number above 0: of a split the new shares for an old one, such as 4 for 4:1 and 0.1 for 1:10, of a dividend the money a share.";
  test.each([
    ["a header alone", "symbol,date,kind,value\n", "a.csv: there are no splits or dividends in it. Give a CSV file with a header symbol,date,kind,value and at least one row."],
    ["a ratio in words", "symbol,date,kind,value\nA,2020-08-31,split,4:1\n", `a.csv, line 2, column value: "4:1" is not a number. ${VALUE}`],
    ["a dividend of nothing", "symbol,date,kind,value\nA,2020-08-31,dividend,0\n", `a.csv, line 2, column value: 0 cannot be. ${VALUE}`],
    ["another kind", "symbol,date,kind,value\nA,2020-08-31,merger,1\n", 'a.csv, line 2, column kind: "merger" is no kind. Write split or dividend.'],
    ["one given twice", "symbol,date,kind,value\nA,2020-08-31,split,4\nA,2020-08-31,split,4\n", "a.csv, line 3: the split of A on 2020-08-31 stands in line 2 already, and would count twice. Give it once."],
    ["a torn row", "symbol,date,kind,value\nA,2020-08-31\n", "a.csv: Invalid Record Length: expect 4, got 2 on line 2. Give every row the same number of cells as the header, and close every quote."],
  ])("are refused: %s", (_, text, message) => {
    expect(refusalOf(() => actions(text))).toBe(message);
  });
});

test("beside prices that are adjusted for splits only dividends are left, each for a share as those prices count it", () => {
  const split: CorporateAction = { kind: "split", symbol: "A", exTime: 10 * 86_400_000, ratio: 4 };
  const dividend = (symbol: string, day: number): CorporateAction => ({ kind: "dividend", symbol, exTime: day * 86_400_000, amount: 2 });
  expect(actionsInAdjusted([dividend("A", 5), split, dividend("A", 15), dividend("B", 5)])).toEqual([{ ...dividend("A", 5), amount: 0.5 }, dividend("A", 15), dividend("B", 5)]);
});
