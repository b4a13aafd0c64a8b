import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Answerer, Reply } from "../connection/vendor.fixture.ts";
import type { Observation } from "../records/observation.ts";
import { openStore } from "../store/openStore.ts";
import { fred, windowsOf } from "./fred.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";
import type { OpenSource, Page } from "./source.ts";

/* Answers in the shapes of fred.stlouisfed.org/docs/api/fred: series, series_vintagedates, series_observations, series_search and errors. Numbers are made up. */
const NOW = "2024-06-28T15:00:00Z";
const KEY = madeUpKey("FRED_API_KEY");
const TODAY = { realtime_start: "2024-06-28", realtime_end: "2024-06-28" };
const GROSS_PRODUCT = {
  id: "GDP", ...TODAY, title: "Gross Domestic Product", observation_start: "1947-01-01", observation_end: "2024-01-01", frequency: "Quarterly", frequency_short: "Q", units: "Billions of Dollars", units_short: "Bil. of $",
  seasonal_adjustment: "Seasonally Adjusted Annual Rate", seasonal_adjustment_short: "SAAR", last_updated: "2024-06-27 07:50:31-05", popularity: 93, notes: "A note.",
};
const SERIES = { ...TODAY, seriess: [GROSS_PRODUCT] };
const VINTAGES = { realtime_start: "1776-07-04", realtime_end: "9999-12-31", order_by: "vintage_date", sort_order: "asc", count: 3, offset: 0, limit: 10000, vintage_dates: ["2024-04-25", "2024-05-30", "2024-06-27"] };
const ROWS = [
  { realtime_start: "2024-04-25", realtime_end: "2024-05-29", date: "2023-10-01", value: "27956.998" },
  { realtime_start: "2024-04-25", realtime_end: "2024-05-29", date: "2024-01-01", value: "28284.498" },
  { realtime_start: "2024-05-30", realtime_end: "2024-06-26", date: "2024-01-01", value: "28255.928" },
  { realtime_start: "2024-06-27", realtime_end: "9999-12-31", date: "2024-01-01", value: "." },
];
const observations = (rows: readonly unknown[], { count = rows.length, offset = 0 } = {}): unknown => ({
  realtime_start: "2024-04-25", realtime_end: "2024-06-27", observation_start: "1600-01-01", observation_end: "9999-12-31", units: "lin", output_type: 1, file_type: "json", order_by: "observation_date", sort_order: "asc", count, offset, limit: 100000, observations: rows,
});
const refused = (message: string): Reply => ({ status: 400, body: { error_code: 400, error_message: `Bad Request.  ${message}` } });

const good: Answerer = ({ path, query }) => {
  if (path.endsWith("/vintagedates")) return { body: VINTAGES };
  if (path.endsWith("/search")) return { body: { ...TODAY, order_by: "search_rank", sort_order: "desc", count: 1, offset: 0, limit: 1000, seriess: [GROSS_PRODUCT] } };
  if (path.endsWith("/observations")) return { body: query.offset === "0" ? observations(ROWS.slice(0, 3), { count: 4 }) : observations(ROWS.slice(3), { count: 4, offset: 3 }) };
  return { body: SERIES };
};
const OBSERVED = {
  path: "/fred/series/observations",
  query: { series_id: "GDP", output_type: "1", realtime_start: "2024-04-25", realtime_end: "2024-06-27", observation_start: "2023-10-01", sort_order: "asc", limit: "100000", file_type: "json", api_key: KEY },
};

sourceContract({
  source: fred, now: NOW,
  cases: [
    {
      title: "every revision of a macro series",
      ask: (source) => source.macro!({ query: "GDP", from: "2023-10-01" }),
      vendor: good,
      requests: [
        { path: "/fred/series", query: { series_id: "GDP", file_type: "json", api_key: KEY } },
        { path: "/fred/series/vintagedates", query: { series_id: "GDP", sort_order: "asc", limit: "10000", offset: "0", file_type: "json", api_key: KEY } },
        { ...OBSERVED, query: { ...OBSERVED.query, offset: "0" } },
        { ...OBSERVED, query: { ...OBSERVED.query, offset: "3" } },
      ],
      count: 4,
      empty: { reply: (asked) => (asked.path.endsWith("/observations") ? { body: observations([]) } : good(asked)) },
      unknownSymbol: { reply: refused("The series does not exist.") },
      refusedKey: refused("The value for variable api_key is not registered.  Read https://fred.stlouisfed.org/docs/api/api_key.html for more information."),
      changed: [
        { field: "observations" },
        { field: "observations", to: {} },
        { field: "count", to: "many" },
        { field: "observations[0].date" },
        { field: "observations[0].value", to: "n/a" },
        { field: "observations[0].realtime_start", to: 20240425 },
        { field: "vintage_dates[1]", to: "soon" },
        { field: "seriess[0].units" },
      ],
    },
    {
      title: "series by words",
      ask: (source) => source.symbols("gross product"),
      vendor: good,
      requests: [{ path: "/fred/series/search", query: { search_text: "gross product", limit: "1000", file_type: "json", api_key: KEY } }],
      count: 1,
      empty: { reply: { body: { ...TODAY, count: 0, seriess: [] } } },
      changed: [{ field: "seriess" }, { field: "seriess[0].title", to: 5 }],
    },
  ],
});

const opened = (answerer: Answerer) => openedVendor(fred, answerer, { now: NOW, variables: { FRED_API_KEY: KEY } });

const macro = (source: OpenSource, query: string, most?: number): Promise<readonly Page<Observation>[]> => pagesOf(source.macro!({ query, ...(most === undefined ? {} : { most }) }));

test("a revision is known at the end of the day of its publication, a point is no number, the unit comes along", async () => {
  const { source } = await opened(good);
  const items = (await macro(source, "gdp")).flatMap((page) => page.items);
  expect(items.map(({ knownAt, series, time, unit, value }) => [series, new Date(time).toISOString(), value, unit, new Date(knownAt).toISOString()])).toEqual([
    ["GDP", "2023-10-01T00:00:00.000Z", 27956.998, "Bil. of $", "2024-04-25T23:59:59.999Z"],
    ["GDP", "2024-01-01T00:00:00.000Z", 28284.498, "Bil. of $", "2024-04-25T23:59:59.999Z"],
    ["GDP", "2024-01-01T00:00:00.000Z", 28255.928, "Bil. of $", "2024-05-30T23:59:59.999Z"],
    ["GDP", "2024-01-01T00:00:00.000Z", Number.NaN, "Bil. of $", "2024-06-27T23:59:59.999Z"],
  ]);
});

test("windows of real time hold at most as many vintages as FRED allows and begin with the last one before", () => {
  const days = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
  const spans = (most: number): unknown => windowsOf(days, most).map(({ about }) => [about.realtimeFrom, about.realtimeTo, about.carried]);
  expect(spans(5)).toEqual([["2024-01-01", "2024-01-05", undefined]]);
  expect(spans(3)).toEqual([["2024-01-01", "2024-01-03", undefined], ["2024-01-03", "2024-01-05", "2024-01-03"]]);
  expect(spans(4)).toEqual([["2024-01-01", "2024-01-04", undefined], ["2024-01-04", "2024-01-05", "2024-01-04"]]);
  expect(windowsOf(["2024-01-01"]).map(({ query }) => query)).toEqual([{ output_type: 1, realtime_start: "2024-01-01", realtime_end: "2024-01-01" }]);
});

/** A vendor that knows when each value was published and cuts real-time periods to the window asked for, as FRED does. */
function revising(history: readonly { readonly date: string; readonly published: readonly (readonly [day: string, value: string])[] }[], vintages: readonly string[]): Answerer {
  return ({ path, query }) => {
    if (path.endsWith("/vintagedates")) {
      const offset = Number(query.offset);
      return { body: { ...VINTAGES, count: vintages.length, offset, vintage_dates: vintages.slice(offset, offset + 10_000) } };
    }
    if (!path.endsWith("/observations")) return { body: SERIES };
    const [start, end] = [query.realtime_start!, query.realtime_end!];
    const within = vintages.filter((day) => day >= start && day <= end).length;
    if (within > 2000) return refused(`There are ${within} vintage dates in the specified real-time period: ${start} to ${end}.  This exceeds the maximum number of vintage dates allowed (2000).`);
    const rows = history.flatMap(({ date, published }) => published.flatMap(([day, value], number) => {
      const until = published[number + 1]?.[0] ?? "9999-12-31";
      return day <= end && until > start ? [{ realtime_start: day < start ? start : day, realtime_end: until > end ? end : until, date, value }] : [];
    }));
    return { body: observations(rows) };
  };
}

test("a daily series with more vintages than FRED allows comes whole: each revision once, with its own day", async () => {
  const vintages = Array.from({ length: 4500 }, (_, number) => new Date(Date.UTC(2008, 0, 1 + number)).toISOString().slice(0, 10));
  const history = [
    { date: "2008-01-01", published: [[vintages[0]!, "1.5"], [vintages[1999]!, "1.6"], [vintages[3000]!, "1.7"]] as const },
    { date: "2013-01-01", published: [[vintages[2000]!, "2.5"], [vintages[3998]!, "2.4"]] as const },
    { date: "2020-01-01", published: [[vintages[4499]!, "3.5"]] as const },
  ];
  const { asked, source } = await opened(revising(history, vintages));
  const items = (await macro(source, "GDP")).flatMap((page) => page.items);
  const found = items.map(({ knownAt, time, value }) => `${new Date(time).toISOString().slice(0, 10)} ${value} ${new Date(knownAt).toISOString().slice(0, 10)}`);
  expect(found.sort()).toEqual(history.flatMap(({ date, published }) => published.map(([day, value]) => `${date} ${value} ${day}`)).sort());
  expect(asked.filter(({ path }) => path.endsWith("/observations"))).toHaveLength(3);
});

test("days of publication come in pages too", async () => {
  const vintages = Array.from({ length: 10_500 }, (_, number) => new Date(Date.UTC(1990, 0, 1 + number)).toISOString().slice(0, 10));
  const { asked, source } = await opened(revising([], vintages));
  await macro(source, "DGS10");
  expect(asked.filter(({ path }) => path.endsWith("/vintagedates")).map(({ query }) => query.offset)).toEqual(["0", "10000"]);
});

test("a series without vintages has today's values, known from today on, and a finding says so", async () => {
  const { asked, source } = await opened(({ path }) => {
    if (path.endsWith("/vintagedates")) return refused("The series does not exist in ALFRED but may exist in FRED.");
    return { body: path.endsWith("/observations") ? observations([{ ...TODAY, date: "2024-06-27", value: "5482.87" }]) : SERIES };
  });
  const [page] = await macro(source, "SP500");
  expect(page!.items.map(({ knownAt, value }) => [value, new Date(knownAt).toISOString()])).toEqual([[5482.87, "2024-06-28T23:59:59.999Z"]]);
  expect(page!.findings).toEqual([{ code: "nothing there", severity: "warning", where: { source: "fred", path: "vintage_dates" }, expected: "the days on which SP500 was published", got: "none; its values count as known from today on" }]);
  expect(Object.keys(asked.at(-1)!.query).filter((name) => /realtime|output/.test(name))).toEqual([]);
});

test("a series without vintages that says the same every day is no revision; another value is one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fred-"));
  const store = await openStore(folder);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const saved = async (day: string, value: string) => {
    const { source } = await opened(({ path }) => {
      if (path.endsWith("/vintagedates")) return refused("The series does not exist in ALFRED but may exist in FRED.");
      return { body: path.endsWith("/observations") ? { ...TODAY, count: 1, offset: 0, limit: 100_000, observations: [{ realtime_start: day, realtime_end: day, date: "2024-06-27", value }] } : { ...TODAY, seriess: [] } };
    });
    const [page] = await macro(source, "SP500");
    const { added, changed } = await store.saveRecords("macro", "fred", page!);
    return [added, changed];
  };
  expect([await saved("2024-06-28", "5482.87"), await saved("2024-06-29", "5482.87"), await saved("2024-06-30", "5482.88")]).toEqual([[1, 0], [0, 0], [0, 1]]);
});

test("an unknown series is an error of its own, and so is a refused key", async () => {
  const unknown = await opened(() => refused("The series does not exist."));
  await expect(macro(unknown.source, "GPD")).rejects.toMatchObject({ reason: "symbol" });
  const expired = await opened(() => refused("The value for variable api_key is not registered."));
  await expect(macro(expired.source, "GDP")).rejects.toMatchObject({ reason: "key" });
});

test("words that are no series id, and no words at all, are refused before anything is asked", async () => {
  const { asked, source } = await opened(good);
  await expect(macro(source, "gross product!")).rejects.toThrow('fred: "gross product!" is no series. Write its id, as GDP, UNRATE or DGS10');
  await expect(source.symbols()).rejects.toThrow("fred: no words were given");
  expect(asked).toEqual([]);
});

test("no page is asked for once there are enough observations", async () => {
  const { asked, source } = await opened(good);
  expect((await macro(source, "GDP", 2)).flatMap(({ items }) => items)).toHaveLength(2);
  expect(asked.filter(({ path }) => path.endsWith("/observations"))).toHaveLength(1);
});
