import { expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import { isTradingDay } from "../calendars/newYorkDays.ts";
import { loadBars } from "../loadBars.ts";
import { loadPrices } from "../loadPrices.ts";
import { embeddedBars } from "./embedded.ts";
import { timeReader } from "./embeddedTime.ts";
import { embeddedPlaces } from "./manifest.ts";

test("the default series is the S&P 500 with the values of its file", async () => {
  const bars = await loadBars();
  expect([bars.symbol, bars.interval, bars.closeTime.length]).toEqual(["SP500", "1d", 5105]);
  expect([bars.closeTime[0]!, bars.closeTime.at(-1)!].map(formatBarTime)).toEqual(["2000-01-03", "2020-04-17"]);
  expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]]).toEqual([1469.25, 1478, 1438.359985, 1455.219971, 931800000]);
  expect(bars.provenance).toBe("S&P 500 index: npm vega-datasets 3.2.1 (BSD-3-Clause), sp500-2000.csv");
});

test("every series has the rows and the span that the manifest lists", async () => {
  for (const { series } of await embeddedPlaces()) {
    if (series.kind === "ticks") continue;
    const { closeTime } = series.kind === "bars" ? await embeddedBars({ symbol: series.id }) : await loadPrices(series.id);
    expect([series.id, closeTime.length, formatBarTime(closeTime[0]!).slice(0, 10), formatBarTime(closeTime.at(-1)!).slice(0, 10)]).toEqual([series.id, series.rows, series.from, series.to]);
  }
});

test("no id is listed twice", async () => {
  const places = await embeddedPlaces();
  expect(new Set(places.map(({ series }) => series.id)).size).toBe(places.length);
});

test("hourly bars are stamped with their close, an hour after the time in the file", async () => {
  const bars = await loadBars({ symbol: "EURUSD" });
  expect([bars.interval, formatBarTime(bars.closeTime[0]!), bars.open[0]]).toEqual(["1h", "2017-01-01T23:00:00.000Z", 1.05236]);
});

test("trades are gathered into minutes, Chicago time brought to UTC", async () => {
  const bars = await loadBars({ symbol: "ES" });
  expect([bars.interval, formatBarTime(bars.closeTime[0]!), bars.open[0]]).toEqual(["1m", "2013-09-01T22:01:00.000Z", 1640.25]);
});

test("stocks chosen among survivors say so", async () => {
  expect((await loadBars({ symbol: "NVDA" })).provenance).toMatch(/chosen among today's survivors$/);
});

test("from and to are days, both inside", async () => {
  const bars = await loadBars({ from: "2008-09-13", to: "2008-09-17" });
  expect(Array.from(bars.closeTime, formatBarTime)).toEqual(["2008-09-15", "2008-09-16", "2008-09-17"]);
});

test.each([
  [{ symbol: "SP50" }, 'embedded: there is no symbol "SP50"; did you mean "SP500"? There are: SP500, AAPL_2013,'],
  [{ symbol: "AAPL_PRICE" }, 'embedded: "AAPL_PRICE" has prices only'],
  [{ source: "embeded" }, 'loadBars: there is no source "embeded"; did you mean "embedded"? There are: embedded, yahoo, '],
  [{ source: "nowhere" }, 'loadBars: there is no source "nowhere". There are: embedded, yahoo, '],
  [{ interval: "1h" as const }, 'embedded: "SP500" has 1d bars, 1h was asked.'],
  [{ from: "2030-01-01" }, "embedded: SP500 has no bars from 2030-01-01 to its last day. It has 5105, from 2000-01-03 to 2020-04-17."],
  [{ from: "2010-01-01", to: "2009-01-01" }, "from 2010-01-01 is after to 2009-01-01. Swap them."],
  [{ from: "1.1.2010" }, 'loadBars: from is "1.1.2010", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.'],
  [{ source: "file" }, 'file: no path was given for "SP500". Name the CSV or Parquet file in path.'],
])("%o is an error that says what there is", async (request, message) => {
  await expect(loadBars(request)).rejects.toThrow(message);
});

test("the New York calendar has exactly the days of the index, 2000 to 2020", async () => {
  const { closeTime } = await loadBars();
  const days = [];
  for (let day = closeTime[0]!; day <= closeTime.at(-1)!; day += 86_400_000) if (isTradingDay(day)) days.push(formatBarTime(day));
  expect(days).toEqual(Array.from(closeTime, formatBarTime));
});

test.each([
  ["M/D/YYYY", "1/4/1999", "1999-01-04T23:59:59.999Z"],
  ["DD.MM.YYYY HH:mm:ss.SSS", "02.01.2017 07:00:00.000", "2017-01-02T07:00:00.000Z"],
  ["YYYY-MM-DD HH:mm:ss.SSS", "2013-09-01 17:00:00.083", "2013-09-01T17:00:00.083Z"],
] as const)("times written %s are read", (dates, text, moment) => {
  expect(timeReader({ time: "t", dates })(text)).toBe(Date.parse(moment));
  expect(timeReader({ time: "t", dates })("13/13/2013 x")).toBeUndefined();
});
