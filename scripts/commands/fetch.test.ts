import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { openLimiter } from "../../lib/market/connection/limiter.ts";
import { startVendor } from "../../lib/market/connection/vendor.fixture.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { fetchCommand } from "./fetch.ts";
import { startFetch, startMarket } from "./fetchProcess.fixture.ts";

const { at, printed } = commandFolder("fetch");
const KEYS = ["TWELVEDATA_API_KEY", "ALPHAVANTAGE_API_KEY", "FRED_API_KEY"];
afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

/** The command in this process, without keys; what it tells while it works is kept from the terminal. */
function fetched(...argv: readonly string[]): Promise<unknown> {
  for (const key of KEYS) vi.stubEnv(key, "");
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  return fetchCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["--store", at("store"), ...argv], { from: "user" });
}

const wrong = (message: string) => `error: ${message}`;
const wrongOption = (option: string, value: string, message: string) => `error: option '${option}' argument '${value}' is invalid. ${message}`;
const SOURCES = "There are: embedded, yahoo, twelveData, alphaVantage, binance, blockchainInfo, finnhub, coinGecko, fred, edgar, rss, reddit, x, fmp, generated.";
const WRITE = "Write a share as AAPL, an index as ^GSPC, a coin as BTC-USD, currencies as EURUSD=X.";
const DAY = "which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.";

test.each<readonly [string, string]>([
  ["--symbols SPY", wrong("--from is missing; name the first day, such as --from 2015-01-01")],
  ["--from 2020-01-01", wrong("--symbols names nothing; give symbols with commas between, or @file.txt, or ask for --list")],
  ["--symbols , --from 2020-01-01", wrong("--symbols names nothing; give symbols with commas between, or @file.txt, or ask for --list")],
  ["--symbols @none.txt --from 2020-01-01", wrongOption("--symbols <symbols>", "@none.txt", "There is no file none.txt with symbols.")],
  ["--source foo --symbols SPY --from 2020-01-01", wrongOption("--source <names>", "foo", `There is no source "foo". ${SOURCES}`)],
  ["--source yahoo,foo --symbols SPY --from 2020-01-01", wrongOption("--source <names>", "yahoo,foo", `There is no source "foo". ${SOURCES}`)],
  ["--source Yahoo --symbols SPY --from 2020-01-01", wrongOption("--source <names>", "Yahoo", `There is no source "Yahoo"; did you mean "yahoo"? ${SOURCES}`)],
  ["--source yahoo,yahoo --symbols SPY --from 2020-01-01", wrongOption("--source <names>", "yahoo,yahoo", "The source yahoo is named twice. Name each once, in the order in which they are to be asked.")],
  ["--source file --symbols SPY --from 2020-01-01", wrongOption("--source <names>", "file", "A file is not fetched; bring it in with `npx marketbook data import`. `npx marketbook fetch --list` shows the sources.")],
  ["--symbols spy --from 2020-01-01", wrong(`"spy" (SPY?) is no symbol. ${WRITE}`)],
  ["--symbols spy,BTC/USD,AAPL,!! --from 2020-01-01", wrong(`"spy" (SPY?), "BTC/USD" (BTC-USD?), "!!" are no symbols. ${WRITE}`)],
  ["--symbols SPY --from yesterday", wrong(`from is "yesterday", ${DAY}`)],
  ["--symbols SPY --from 2020-02-30", wrong(`from is "2020-02-30", ${DAY}`)],
  ["--symbols SPY --from 2020-01-01 --to 31/01/2020", wrong(`to is "31/01/2020", ${DAY}`)],
  ["--symbols SPY --from 2020-01-02 --to 2020-01-01", wrong("from 2020-01-02 is after to 2020-01-01. Swap them.")],
  ["--symbols SPY --from 2999-01-01", wrong("from 2999-01-01 lies in the future. Name an earlier day.")],
  ["--symbols SPY --from 2020-01-01 --interval 2m", wrongOption("--interval <interval>", "2m", "Allowed choices are 1m, 5m, 15m, 1h, 1d.")],
  ["--source coinGecko --symbols BTC-USD --from 2020-01-01 --interval 5m", wrong("coinGecko has no 5m bars, only 1h, 1d. 5m bars are at yahoo, twelveData, alphaVantage, binance, finnhub, fmp.")],
  ["--source rss,coinGecko --symbols BTC-USD --from 2020-01-01 --interval 1m", wrong("rss has no bars; coinGecko has no 1m bars, only 1h, 1d. 1m bars are at embedded, yahoo, twelveData, alphaVantage, binance, finnhub, fmp.")],
  ["--source yahoo --kind macro --symbols GDP", wrong("yahoo has no macro; coinGecko, fred have.")],
  ["--kind macros --symbols GDP", wrongOption("--kind <kind>", "macros", "Allowed choices are bars, actions, news, social, macro, onChain, statements.")],
  ["--kind news --symbols SPY --interval 1h", wrong("--interval is the length of bars, and other kinds have none; leave it out")],
  ["--kind news --symbols SPY --from 2020-99-01", wrong(`from is "2020-99-01", ${DAY}`)],
  ["--symbols SPY --from 2020-01-01 --most 3", wrong("--most is for kinds other than bars; bars are bounded by --from and --to")],
  ["--symbols SPY --from 2020-01-01 --known SPY", wrong("--known is for news and posts; bars are asked by symbol")],
  ["--symbols SPY --from 2020-01-01 --concurrency -1", wrongOption("--concurrency <count>", "-1", "It must be a whole number from 1 on.")],
  ["--kind news --symbols SPY --most 0", wrongOption("--most <count>", "0", "It must be a whole number from 1 on.")],
  ["--symbols SPY --from 2020-01-01 --origin localhost", wrongOption("--origin <address>", "localhost", "Write it as https://host or http://127.0.0.1:8080, without a path.")],
  ["--source twelveData --symbols SPY --from 2020-01-01", "twelveData cannot be asked without TWELVEDATA_API_KEY (https://twelvedata.com/account/api-keys). Put it into the environment or into the file .env, or name another source."],
  ["--source twelveData,alphaVantage --symbols SPY --from 2020-01-01", "twelveData cannot be asked without TWELVEDATA_API_KEY (https://twelvedata.com/account/api-keys); alphaVantage cannot be asked without ALPHAVANTAGE_API_KEY (https://www.alphavantage.co/support/#api-key). Put them into the environment or into the file .env, or name another source."],
])("fetch %s is refused in words, and no store is made", async (argv, message) => {
  await expect(fetched(...argv.split(" "))).rejects.toThrow(expect.objectContaining({ message }));
  expect(existsSync(at("store"))).toBe(false);
});

test("with --json a program reads what came, what is missing and who refused, and nothing else", async () => {
  const json = (): unknown => JSON.parse(printed.at(-1)!);
  await fetched("--json", "--source", "twelveData,embedded", "--symbols", "SP500,NONE", "--from", "2018-01-01", "--to", "2018-12-31");
  const refused = { source: "twelveData", reason: "symbol", message: expect.any(String), from: "2017-12-31T23:59:59.999Z", to: "2018-12-31T23:59:59.999Z" };
  expect(json()).toMatchObject({
    complete: false,
    symbols: [
      { symbol: "SP500", interval: "1d", complete: true, sources: [{ source: "embedded", pages: 1, added: 251, changed: 0 }], missing: [] },
      { symbol: "NONE", complete: false, sources: [], missing: [{ from: "2017-12-31T23:59:59.999Z", to: "2018-12-31T23:59:59.999Z" }], refused: [expect.any(Object), { ...refused, source: "embedded" }] },
    ],
  });
  expect(process.exitCode).toBe(1);
  await fetched("--json", "--kind", "macro", "--source", "fred,coinGecko", "--symbols", "GDP", "--origin", "http://127.0.0.1:1");
  expect(json()).toMatchObject({ kind: "macro", complete: false, queries: [{ query: "GDP", source: null, items: 0, refused: [{ source: "fred", reason: "key" }, { source: "coinGecko" }] }] });
  await expect(fetched("--json", "--list")).rejects.toThrow("error: option '--json' cannot be used with option '--list'");
});

test("a wrong command line ends with code 2 and one line, a missing key with code 1", async () => {
  const lines = [["--symbols", "SPY", "--from", "yesterday"], ["--source", "twelveData", "--symbols", "SPY", "--from", "2020-01-01"]].map((argv) => startFetch([...argv, "--store", at("store")], { TWELVEDATA_API_KEY: "" }));
  expect(await Promise.all(lines.map(({ ended }) => ended))).toEqual([2, 1]);
  expect(lines[0]!.stderr()).toBe(`marketbook fetch: from is "yesterday", ${DAY.replace(/\.$/, "")}. See npx marketbook fetch --help\n`);
  expect(lines[1]!.stderr()).toMatch(/^marketbook fetch: twelveData cannot be asked without TWELVEDATA_API_KEY .*\n$/);
});

test("symbols of a file are taken line by line, remarks left out; an empty one is refused", async () => {
  writeFileSync(at("symbols.txt"), "# tests\nSP500\n\nNASDAQ  # an index\nSP500\n");
  await fetched("--source", "embedded", "--symbols", `@${at("symbols.txt")}`, "--from", "2018-01-01", "--to", "2018-12-31");
  expect(printed.at(-1)).toContain("All 2 symbols are complete: 502 bars added, 0 changed.");
  writeFileSync(at("empty.txt"), "# nothing\n");
  await expect(fetched("--symbols", `@${at("empty.txt")}`, "--from", "2018-01-01")).rejects.toThrow(`The file ${at("empty.txt")} names no symbol.`);
});

test("a refused connection is told once for all symbols, with the host and what to do, and nothing is saved", async () => {
  const vendor = await startVendor(() => ({}));
  await vendor.close();
  await fetched("--source", "binance", "--origin", vendor.origin, "--symbols", "BTC-USDT,ETH-USDT,SOL-USDT", "--from", "2024-01-01", "--to", "2024-01-31");
  expect(process.exitCode).toBe(1);
  const host = vendor.origin.slice("http://".length);
  expect(printed.join("\n").match(/refused the connection/g)).toHaveLength(1);
  expect(printed.join("\n")).toContain(`but ${host} refused the connection (ECONNREFUSED). Check the network, try again, or use source embedded, which needs none. The same for ETH-USDT, SOL-USDT.`);
  expect(printed.join("\n")).toMatch(/BTC-USDT\s+none\s+0\s+0\s+0\s+2024-01-01 → 2024-01-31/);
  expect(printed.at(-1)).toContain("3 of 3 symbols are not complete: BTC-USDT, ETH-USDT, SOL-USDT. 0 bars added, 0 changed. The same command asks for the rest.");
  const store = await openStore(at("store"));
  expect(await store.listSeries()).toEqual([]);
  await store.close();
});

test("more symbols than fit a table are counted, those that failed are named", async () => {
  const vendor = await startMarket({ thinks: 0, instead: ({ query }) => (query.symbol === "C7USDT" ? { status: 400, body: { code: -1121, msg: "Invalid symbol." } } : undefined) });
  const symbols = Array.from({ length: 45 }, (_, k) => `C${k}-USDT`);
  await fetched("--source", "binance", "--origin", vendor.origin, "--symbols", symbols.join(","), "--from", "2024-01-01", "--to", "2024-01-31");
  const lines = printed.at(-1)!.split("\n");
  expect(lines.slice(2, 4)).toEqual([expect.stringMatching(/^ {2}C7-USDT\s+none\s+0\s+0\s+0\s+2024-01-01 → 2024-01-31$/), "  and 44 symbols without anything to tell"]);
  expect(lines.at(-1)).toBe("1 of 45 symbols are not complete: C7-USDT. 1,364 bars added, 0 changed. No source that was asked has the rest.");
});

test("a query that is wrong stops no other", async () => {
  vi.stubEnv("FMP_API_KEY", "a-key");
  const vendor = await startVendor(() => ({ body: [] }));
  onTestFinished(() => vendor.close());
  await fetched("--source", "fmp", "--origin", vendor.origin, "--kind", "statements", "--symbols", "AAPL monthly,MSFT");
  expect(process.exitCode).toBe(1);
  expect(printed.at(-1)).toMatch(/AAPL monthly {2}none +0 +0 +0 +0\n {2}MSFT {10}fmp +0 +0 +0 +0\nAAPL monthly: fmp: statements are asked as "AAPL" or "AAPL quarter", got "AAPL monthly"\./);
});

test("news names the known symbols alone: those told, or those of the store", async () => {
  const item = "<item><title>$AAPL beats, says its $CEO</title><guid>1</guid><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>";
  const vendor = await startVendor(() => ({ body: `<rss version="2.0"><channel><title>T</title>${item}</channel></rss>`, headers: { "content-type": "application/rss+xml" } }));
  onTestFinished(() => vendor.close());
  for (const [known, symbols] of [[[], ["AAPL", "CEO"]], [["--known", "AAPL"], ["AAPL"]], [["--known", "store"], []]] as const) {
    await fetched("--source", "rss", "--kind", "news", "--symbols", `${vendor.origin}/feed`, ...known);
    const store = await openStore(at("store"));
    expect((await store.openRecords("news")).map((news) => news.symbols)).toEqual([symbols]);
    await store.close();
  }
});

/** What requests and a pause leave in the file that the processes of a machine share. */
async function useLimits(): Promise<void> {
  vi.stubEnv("MARKETBOOK_LIMITS_FILE", at("limits.db"));
  const limiter = (source: string, units: number) => openLimiter({ source, limits: [{ units, per: "day" }], file: at("limits.db"), now: Date.now, sleep: () => Promise.resolve() });
  await limiter("twelveData", 800).take(797);
  limiter("alphaVantage", 25).pause(Date.now() + 3_600_000, "budget");
}

test("the list says what is left of each source's limits, who is paused and when the next day begins, and no key", async () => {
  await useLimits();
  vi.stubEnv("FMP_API_KEY", "a-secret-key");
  await fetched("--list");
  const text = printed.at(-1)!;
  expect(text).toMatch(/^ {2}twelveData +\d of 8 a minute, 3 of 800 a day +TWELVEDATA_API_KEY missing$/m);
  expect(text).toMatch(/^ {2}yahoo +1 of 1 a second, 2,000 of 2,000 an hour +needs none$/m);
  expect(text).toMatch(/^alphaVantage is not asked until \S+ \S+ UTC: it said that the budget is used up\.$/m);
  expect(text).toMatch(/^The next day begins at \S+ 00:00:00 UTC, in .*\.\nThe next month begins at \S+-01 00:00:00 UTC, in .*\.$/m);
  expect(text).toContain("FMP_API_KEY set");
  expect(text).not.toContain("a-secret-key");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
  await fetched("--list", "--source", "fmp");
  expect(printed.at(-1)).toMatch(/fmp/);
  expect(printed.at(-1)).not.toContain("yahoo");
});

test("the list makes no file of limits where there is none", async () => {
  vi.stubEnv("MARKETBOOK_LIMITS_FILE", at("limits.db"));
  await fetched("--list");
  expect(existsSync(at("limits.db"))).toBe(false);
});

test("a dry run says what would be asked and what is left for it, and makes no store", async () => {
  await useLimits();
  await fetched("--source", "twelveData,yahoo", "--symbols", "AAPL,MSFT,SPY,QQQ", "--from", "2024-01-01", "--to", "2024-01-31", "--dry-run");
  const text = printed.at(-1)!;
  expect(text).toMatch(/AAPL {4}2024-01-01 → 2024-01-31/);
  expect(text).toContain("4 of 4 symbols would be asked of twelveData, then yahoo, at least 4 requests.\ntwelveData has 3 requests left: the rest goes to the next source, or to the same command later.");
  expect(text).toMatch(/twelveData +\d of 8 a minute, 3 of 800 a day/);
  expect(existsSync(at("store"))).toBe(false);
});

test("a dry run of what is known asks for nothing", async () => {
  mkdirSync(at("store"));
  const asked = ["--source", "embedded", "--symbols", "SP500", "--from", "2018-01-01", "--to", "2018-12-31"];
  await fetched(...asked);
  await fetched(...asked, "--dry-run");
  expect(printed.at(-1)).toMatch(/SP500 {3}nothing\n\n0 of 1 symbols would be asked of embedded, at least 0 requests\./);
});

test("what other processes used is counted while they run", async () => {
  const vendor = await startMarket({ thinks: 0 });
  const environment = { MARKETBOOK_LIMITS_FILE: at("limits.db"), MARKETBOOK_LIMIT_BINANCE: "1000/day" };
  const fetches = ["BTC-USDT", "ETH-USDT"].map((symbol) => startFetch(["--source", "binance", "--origin", vendor.origin, "--symbols", symbol, "--from", "2024-01-01", "--to", "2024-01-31", "--store", at(symbol)], environment));
  expect(await Promise.all(fetches.map(({ ended }) => ended))).toEqual([0, 0]);
  const list = startFetch(["--list", "--source", "binance"], environment);
  expect(await list.ended).toBe(0);
  expect(list.stdout()).toContain("996 of 1,000 a day");
});
