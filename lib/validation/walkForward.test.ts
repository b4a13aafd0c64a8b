import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomBars } from "../factors/fixtures/randomBars.ts";
import { formatBarTime } from "../market/barTime.ts";
import { foldSpans, ValidationError, walkForward, type Span } from "./index.ts";

const label = (horizon: number) => ({ horizon });

describe("by rows", () => {
  test("three years roll by a month, the label's horizon left out", () => {
    expect(walkForward({ from: 0, to: 800 }, { train: 756, test: 21, label: label(5) })).toEqual([
      { train: { from: 0, to: 751 }, test: { from: 756, to: 777 } },
      { train: { from: 21, to: 772 }, test: { from: 777, to: 798 } },
      { train: { from: 42, to: 793 }, test: { from: 798, to: 800 } },
    ]);
  });

  test("expanding folds learn from all rows before them; an embargo is left out beside the horizon", () => {
    expect(walkForward({ from: 10, to: 40 }, { train: 12, test: 10, label: label(2), expanding: true, embargo: 3 })).toEqual([
      { train: { from: 10, to: 17 }, test: { from: 22, to: 32 } },
      { train: { from: 10, to: 27 }, test: { from: 32, to: 40 } },
    ]);
  });

  test("every row behind the first training part is tested once, and no label reaches from a training part into its test", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 2, max: 300 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 }), fc.nat(10), fc.boolean(), (from, train, test, more, horizon, embargo, expanding) => {
        fc.pre(train > horizon + embargo);
        const folds = walkForward({ from, to: from + train + more }, { train, test, label: label(horizon), expanding, embargo });
        const tested = folds.flatMap((fold) => Array.from({ length: fold.test.to - fold.test.from }, (_, k) => fold.test.from + k));
        expect(tested).toEqual(Array.from({ length: more }, (_, k) => from + train + k));
        for (const fold of folds) {
          expect(fold.train.to - 1 + horizon + embargo).toBeLessThan(fold.test.from);
          expect(fold.train.from).toBe(expanding ? from : fold.test.from - train);
        }
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});

describe("by the calendar", () => {
  const day = (text: string) => Date.parse(`${text}T23:59:59.999Z`);
  const days = (from: string, to: string) => Float64Array.from({ length: (day(to) - day(from)) / 86_400_000 + 1 }, (_, t) => day(from) + t * 86_400_000);
  const dates = (closeTime: Float64Array, folds: ReturnType<typeof walkForward>) => folds.map(({ test: judged, train }) => [train.from, train.to - 1, judged.from, judged.to - 1].map((row) => formatBarTime(closeTime[row]!)));

  test("three years are fitted each month and judged on the whole of the next, over leap days", () => {
    const closeTime = days("2020-01-01", "2023-04-10");
    expect(dates(closeTime, walkForward({ from: 0, to: closeTime.length }, { train: "3y", test: "1mo", label: label(1), closeTime }))).toEqual([
      ["2020-01-01", "2022-12-30", "2023-01-01", "2023-01-31"],
      ["2020-02-01", "2023-01-30", "2023-02-01", "2023-02-28"],
      ["2020-03-01", "2023-02-27", "2023-03-01", "2023-03-31"],
      ["2020-04-01", "2023-03-30", "2023-04-01", "2023-04-10"],
    ]);
  });

  test("the first test waits for a full training stretch, a holiday week aside", () => {
    const late = days("2020-01-06", "2021-03-31");
    const later = days("2020-01-20", "2021-03-31");
    const first = (closeTime: Float64Array) => dates(closeTime, walkForward({ from: 0, to: closeTime.length }, { train: "1y", test: "1mo", label: label(1), closeTime }))[0];
    expect(first(late)).toEqual(["2020-01-06", "2020-12-30", "2021-01-01", "2021-01-31"]);
    expect(first(later)).toEqual(["2020-02-01", "2021-01-30", "2021-02-01", "2021-02-28"]);
  });

  test("weeks begin on Monday, quarters with January, a close at midnight belongs to the day that begins", () => {
    const closeTime = Float64Array.from({ length: 24 * 40 }, (_, t) => Date.UTC(2024, 0, 1, t));
    const weeks = walkForward({ from: 0, to: closeTime.length }, { train: "2w", test: "1w", label: label(24), closeTime });
    expect(weeks[0]).toEqual({ train: { from: 0, to: 13 * 24 }, test: { from: 14 * 24, to: 21 * 24 } });
    const quarters = days("2020-02-11", "2021-12-31");
    expect(dates(quarters, walkForward({ from: 0, to: quarters.length }, { train: "6mo", test: "3mo", label: label(1), closeTime: quarters }))[0]).toEqual(["2020-04-01", "2020-09-29", "2020-10-01", "2020-12-31"]);
  });

  test("periods without a row are passed over, and the rows given begin and end the walk", () => {
    const closeTime = days("2020-01-01", "2020-12-31").filter((time) => new Date(time).getUTCMonth() !== 6);
    const folds = walkForward({ from: 31, to: closeTime.length - 31 }, { train: "4mo", test: "1mo", label: label(2), closeTime });
    expect(dates(closeTime, folds)).toEqual([
      ["2020-02-01", "2020-05-29", "2020-06-01", "2020-06-30"],
      ["2020-04-01", "2020-06-28", "2020-08-01", "2020-08-31"],
      ["2020-05-01", "2020-08-29", "2020-09-01", "2020-09-30"],
      ["2020-06-01", "2020-09-28", "2020-10-01", "2020-10-31"],
      ["2020-08-01", "2020-10-29", "2020-11-01", "2020-11-30"],
    ]);
  });

  test("tests follow one another without a gap and lie within one period each, whatever rows are missing", () => {
    const spans = fc.constantFrom<[Span, Span]>(["1y", "1mo"], ["200d", "10d"], ["8w", "2w"], ["6mo", "3mo"], ["1y", "1y"]);
    fc.assert(
      fc.property(spans, fc.integer({ min: 800, max: 1500 }), fc.integer({ min: 1, max: 10 }), fc.boolean(), fc.nat(1000), ([train, test], rows, horizon, expanding, seed) => {
        const closeTime = randomBars(rows, 1).closeTime.filter((_, t) => ((t * 2654435761 + seed) >>> 0) % 7 < 5);
        const folds = walkForward({ from: 0, to: closeTime.length }, { train, test, label: label(horizon), closeTime, expanding });
        expect(folds.at(-1)!.test.to).toBe(closeTime.length);
        folds.forEach((fold, k) => {
          if (k > 0) expect(fold.test.from).toBe(folds[k - 1]!.test.to);
          expect(fold.train.to - 1 + horizon).toBeLessThan(fold.test.from);
          if (expanding) expect(fold.train.from).toBe(0);
        });
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test("rows that do not reach a test are told how many are wanted", () => {
    const closeTime = days("2020-01-01", "2022-06-30");
    const walk = (train: Span | number, test: Span | number, more: object = { closeTime }) => () => walkForward({ from: 0, to: closeTime.length }, { train, test, label: label(1), ...more });
    expect(walk("3y", "1mo")).toThrow(new ValidationError("walkForward: the 912 rows reach from 2020-01-01 to 2022-06-30; at least 3y and a row of the 1mo behind it are wanted. Give more rows or a shorter training part"));
    expect(walk("3 years" as Span, "1mo")).toThrow('walkForward: train must be days, weeks, months or years such as "10d", "2w", "1mo" or "3y", got "3 years"');
    expect(walk("3y", 21)).toThrow('train and test must both be rows or both be stretches of the calendar, got "3y" and 21');
    expect(walk("3y", "1mo", {})).toThrow('train "3y" and test "1mo" are of the calendar and need the rows\' closeTime');
    expect(walk("2d", "1d", { closeTime, embargo: 5 })).toThrow("fold 1 has 2 training rows, and the label's horizon and the embargo take 6; at least 7 are wanted. Train on more");
  });
});

test("lengths that are no number of bars, or leave nothing to test, are refused", () => {
  const walk = (options: { train: number; test: number; horizon?: number; embargo?: number }) => () => walkForward({ from: 0, to: 100 }, { ...options, label: label(options.horizon ?? 1) });
  expect(walk({ train: 100, test: 10 })).toThrow("100 rows leave none to test behind 100 training rows; at least 101 are wanted");
  expect(walk({ train: 5, test: 10, horizon: 5 })).toThrow("train (5) must be longer than the label's horizon and the embargo (5)");
  expect(walk({ train: 50, test: 0 })).toThrow("walkForward: test must be a whole number of bars ≥ 1, got 0");
  expect(walk({ train: 50, test: 1, embargo: -1 })).toThrow("walkForward: embargo must be a whole number of bars ≥ 0, got -1");
  expect(walk({ train: 50, test: 1, horizon: 0 })).toThrow(ValidationError);
});

test("a picture of a walk has what each fold learns from, leaves out and judges", () => {
  const folds = walkForward({ from: 0, to: 30 }, { train: 20, test: 10, label: label(3) });
  expect(foldSpans(folds)).toEqual([{ fold: 0, part: "train", from: 0, to: 17 }, { fold: 0, part: "left out", from: 17, to: 20 }, { fold: 0, part: "test", from: 20, to: 30 }]);
});
