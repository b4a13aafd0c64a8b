import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import { blockchainInfo } from "./blockchainInfo.ts";
import type { RecordsRequest } from "./source.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { sourceContract } from "./sourceContract.fixture.ts";

// Shaped after blockchain.com/explorer/api/charts_api; the numbers are ours.
const day = (date: string): number => Date.parse(date) / 1000;
const hashRate = (values: readonly unknown[]): object => ({ status: "ok", name: "Total Hash Rate (TH/s)", unit: "Hash Rate TH/s", period: "day", description: "The estimated number of terahashes a second.", values });
const MARCH = [{ x: day("2024-03-11"), y: 5.93e8 }, { x: day("2024-03-12"), y: 612500000.25 }, { x: day("2024-03-13"), y: 601000000 }];
const chartPath = { path: "/charts/hash-rate", query: { timespan: "3days", start: "2024-03-11", format: "json", sampled: "false" } };

sourceContract({
  source: blockchainInfo, now: "2024-03-15T20:00:00Z",
  cases: [{
    title: "hash rate",
    ask: (source) => source.onChain!({ query: "hash-rate", from: "2024-03-11", to: "2024-03-13" }),
    vendor: () => ({ body: hashRate(MARCH) }),
    requests: [chartPath], count: 3,
    empty: { reply: { body: hashRate([]) } },
    unknownSymbol: { reply: { status: 404, body: { error: "not-found-error", message: "Chart not found", status: "404" } } },
    changed: [{ field: "values" }, { field: "unit", to: 7 }, { field: "values[1].y", to: "high" }, { field: "values[0].x" }],
  }],
});

async function ask(answerer: Answerer, request: RecordsRequest, now = "2024-03-15T20:00:00Z") {
  const { source, vendor } = await openedVendor(blockchainInfo, answerer, { now });
  const pages = await pagesOf(source.onChain!(request));
  return { vendor, pages, items: pages.flatMap(({ items }) => items) };
}

test("a day's value is known at the day's last millisecond, in the chart's unit", async () => {
  const { items } = await ask(() => ({ body: hashRate(MARCH) }), { query: "hash-rate", from: "2024-03-11", to: "2024-03-13" });
  expect(items[1]).toEqual({ series: "hash-rate", time: Date.parse("2024-03-12"), value: 612500000.25, unit: "Hash Rate TH/s", knownAt: Date.parse("2024-03-12T23:59:59.999Z") });
});

test("a day that is not over is left out, and told", async () => {
  const { items, pages } = await ask(() => ({ body: hashRate([...MARCH, { x: day("2024-03-14"), y: 6e8 }, { x: day("2024-03-15"), y: 2e8 }]) }), { query: "hash-rate", from: "2024-03-11" });
  expect(items.map(({ time }) => new Date(time).toISOString().slice(0, 10))).toEqual(["2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14"]);
  expect(pages[0]!.findings).toEqual([{ code: "row left out", severity: "note", where: { source: "blockchainInfo", path: "values" }, expected: "periods that are over", got: "1 that are not" }]);
});

test("a value of the mempool is known when the next one stands, and the last one after the same distance", async () => {
  const times = ["2024-03-15T00:00:00Z", "2024-03-15T00:15:00Z", "2024-03-15T00:30:00Z"].map(day);
  const { items } = await ask(() => ({ body: { status: "ok", name: "Mempool Size (Bytes)", unit: "Bytes", period: "minute", description: "", values: times.map((x, row) => ({ x, y: 1.5e8 + row })) } }), { query: "mempool-size", from: "2024-03-15", to: "2024-03-15" });
  expect(items.map(({ knownAt }) => new Date(knownAt).toISOString())).toEqual(["2024-03-15T00:15:00.000Z", "2024-03-15T00:30:00.000Z", "2024-03-15T00:45:00.000Z"]);
});

test("a value that the source leaves empty is NaN, and told", async () => {
  const { items, pages } = await ask(() => ({ body: hashRate([MARCH[0], { x: day("2024-03-12"), y: null }]) }), { query: "hash-rate", from: "2024-03-11", to: "2024-03-13" });
  expect(items.map(({ value }) => value)).toEqual([5.93e8, Number.NaN]);
  expect(pages[0]!.findings.map(({ got }) => got)).toEqual(["1 without"]);
});

test("ten years are three requests of whole days that do not overlap", async () => {
  const { vendor } = await ask(() => ({ body: hashRate([]) }), { query: "hash-rate", from: "2014-01-01", to: "2023-12-31" });
  expect(vendor.asked.map(({ query }) => [query["start"], query["timespan"]])).toEqual([["2014-01-01", "1460days"], ["2017-12-31", "1460days"], ["2021-12-30", "732days"]]);
});

test("without from it is the last year, today included", async () => {
  const { vendor } = await ask(() => ({ body: hashRate([]) }), { query: "hash-rate" });
  expect(vendor.asked.map(({ query }) => [query["start"], query["timespan"]])).toEqual([["2023-03-17", "365days"]]);
});

test("status ok with no values, as during their outages, is a warning", async () => {
  const { pages } = await ask(() => ({ body: hashRate([]) }), { query: "hash-rate", from: "2024-03-11", to: "2024-03-13" });
  expect(pages[0]!.findings.map(({ code, severity }) => [code, severity])).toEqual([["nothing there", "warning"]]);
});

test("a chart that is not there costs no request, and the nearest is named", async () => {
  await expect(ask(() => ({}), { query: "hashrate" })).rejects.toThrow('blockchainInfo: there is no chart "hashrate". Did you mean "hash-rate"? symbols() lists all.');
});

test("charts can be listed and searched without a request", async () => {
  const { asked, source: { symbols } } = await openedVendor(blockchainInfo, () => ({}), { now: "2024-03-15T20:00:00Z" });
  expect((await symbols("mempool")).items.map(({ symbol }) => symbol)).toEqual(["transactions-per-second", "mempool-count", "mempool-size", "mempool-growth"]);
  expect((await symbols()).items.length).toBeGreaterThan(25);
  expect(asked).toEqual([]);
});
