import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startVendor, type Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { openStore } from "../../lib/market/index.ts";
import { binanceKlines, marketAt } from "../../lib/market/sources/binanceVendor.fixture.ts";
import { streamCommand } from "./stream.ts";

const MINUTE = 60_000;
const ISO = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Binance on this machine: bars of the last minutes, and the open bar of each symbol ten times a second. */
async function exchange(): Promise<Vendor> {
  const vendor = await startVendor(({ query }) => ({ body: binanceKlines(query, { now: Date.now() }) }), {
    onSocket: ({ asked, send, socket }) => {
      const began = Date.now();
      const pushing = setInterval(() => {
        for (const stream of asked.query.streams!.split("/")) send(openBar(stream, Date.now() - began));
      }, 100);
      socket.on("close", () => clearInterval(pushing));
    },
  });
  closing.push(vendor.close);
  return vendor;
}

function openBar(stream: string, volume: number): unknown {
  const t = Math.floor(Date.now() / MINUTE) * MINUTE;
  const { close, high, low, open } = marketAt(t);
  const s = stream.split("@")[0]!.toUpperCase();
  return { stream, data: { e: "kline", E: Date.now(), s, k: { t, T: t + MINUTE - 1, s, i: "1m", o: `${open}`, c: `${close}`, h: `${high}`, l: `${low}`, v: `${volume}`, x: false } } };
}

type Running = { readonly child: ChildProcessWithoutNullStreams; readonly printed: () => string; readonly told: () => string; readonly code: Promise<unknown> };

function stream(...words: readonly string[]): Running {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/marketbook.ts", "stream", ...words], { env: { ...process.env, MARKETBOOK_LIMITS_FILE: ":memory:" } });
  let [printed, told] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (printed += part.toString()));
  child.stderr.on("data", (part: Buffer) => (told += part.toString()));
  closing.push(async () => child.kill("SIGKILL"));
  return { child, printed: () => printed, told: () => told, code: once(child, "close").then(([code]) => code) };
}

const coins = (vendor: Vendor, ...more: readonly string[]): readonly string[] => ["--source", "binance", "--symbols", "BTC-USDT", "--origin", vendor.origin, "--from", new Date(Math.floor(Date.now() / MINUTE) * MINUTE - 3 * MINUTE).toISOString(), ...more];
const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

test("bars of all symbols are printed and saved with where they come from, over one connection; Ctrl-C ends the process with code 130 and says what is saved", async () => {
  const vendor = await exchange();
  const folder = await mkdtemp(join(tmpdir(), "stream-"));
  closing.push(() => rm(folder, { recursive: true }));
  const { child, code, printed, told } = stream(...coins(vendor, "--symbols", "BTC-USDT,ETH-USDT", "--store", folder));
  await expect.poll(() => lines(printed()).length).toBeGreaterThanOrEqual(6);
  await expect.poll(() => vendor.sockets.length).toBe(1);
  child.kill("SIGINT");
  expect(await code).toBe(130);
  const shown = lines(printed());
  expect(shown.every((line) => /^(BTC|ETH)-USDT {2}20\d\d-\d\d-\d\dT\d\d:\d\d:00\.000Z( {2}\d+){5}$/.test(line))).toBe(true);
  expect(told()).toContain(`stopped by you, ${shown.length} bars were received and saved in ${folder}`);
  const store = await openStore(folder);
  closing.push(store.close);
  const [bitcoin, ether] = await Promise.all(["BTC-USDT", "ETH-USDT"].map((symbol) => store.openBars(symbol, { interval: "1m" })));
  expect(bitcoin!.closeTime.length + ether!.closeTime.length).toBe(shown.length);
  expect((await store.origins("BTC-USDT", { interval: "1m" }))[0]).toMatchObject({ source: "binance", provenance: "Binance BTCUSDT" });
});

test("JSON is an object a line with nothing between, open bars flagged; another program's end is code 143", async () => {
  const { child, code, printed, told } = stream(...coins(await exchange(), "--json", "--unfinished"));
  await expect.poll(() => printed()).toContain('"isFinished":false');
  child.kill("SIGTERM");
  expect(await code).toBe(143);
  expect(told()).toMatch(/stopped by another program, \d+ bars were received$/m);
  const bars: readonly { readonly symbol: string; readonly closeTime: string; readonly isFinished: boolean }[] = lines(printed()).map((line) => JSON.parse(line));
  expect(bars[0]).toMatchObject({ interval: "1m", closeTime: expect.stringMatching(ISO), receivedAt: expect.stringMatching(ISO) });
  expect(bars.every(({ closeTime, symbol }, k) => symbol === "BTC-USDT" && (k === 0 || closeTime >= bars[k - 1]!.closeTime))).toBe(true);
});

test("a bar that the exchange corrects is told, and the store has both versions", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stream-"));
  closing.push(() => rm(folder, { recursive: true }));
  const from = Math.floor(Date.now() / MINUTE) * MINUTE - 3 * MINUTE;
  const vendor = await startVendor(({ query }) => ({ body: binanceKlines(query, { now: Date.now() }) }));
  closing.push(vendor.close);
  const { child, code, printed, told } = stream(...coins(vendor, "--from", new Date(from).toISOString(), "--store", folder));
  // A bar is corrected after it was given, and by a source that is connected.
  await expect.poll(() => lines(printed()).length > 0 && vendor.sockets.length > 0).toBe(true);
  const { close, low, open } = marketAt(from);
  const k = { t: from, T: from + MINUTE - 1, s: "BTCUSDT", i: "1m", o: `${open}`, c: `${close}`, h: "5000", l: `${low}`, v: "1", x: true };
  vendor.sockets[0]!.send({ stream: "btcusdt@kline_1m", data: { e: "kline", E: Date.now(), s: "BTCUSDT", k } });
  await expect.poll(told).toMatch(/the source corrects the bar of .*: high \d+ → 5000/);
  child.kill("SIGINT");
  expect(await code).toBe(130);
  const store = await openStore(folder);
  closing.push(store.close);
  expect(await store.listSeries()).toMatchObject([{ symbol: "BTC-USDT", revisedBars: 1 }]);
  expect((await store.openBars("BTC-USDT", { interval: "1m" })).high[0]).toBe(5000);
});

test("a reader that goes away ends the command without a word", async () => {
  const { child, code, printed, told } = stream(...coins(await exchange(), "--unfinished"));
  await expect.poll(() => lines(printed()).length).toBeGreaterThanOrEqual(3);
  child.stdout.destroy();
  expect(await code).toBe(0);
  expect(told()).not.toContain("marketbook");
});

test("an unknown symbol ends the command with the reason", async () => {
  const vendor = await startVendor(() => ({ status: 400, body: { code: -1121, msg: "Invalid symbol." } }));
  closing.push(vendor.close);
  const { code, told } = stream(...coins(vendor));
  expect(await code).toBe(1);
  expect(told()).toContain("Binance has no such pair");
});

test.each([
  [["--symbols", "BTC-USDT"], "required option '--source <name>' not specified"],
  [["--source", "binanc", "--symbols", "BTC-USDT"], 'did you mean "binance"'],
  [["--source", "binance,yahoo", "--symbols", "BTC-USDT"], "Name one source"],
  [["--source", "binance", "--symbols", ","], "It names no symbol"],
  [["--source", "binance", "--symbols", "btc-usdt"], '"btc-usdt" (BTC-USDT?) is no symbol'],
  [["--source", "binance", "--symbols", "BTC-USDT", "--interval", "2m"], "Allowed choices are 1m, 5m, 15m, 1h, 1d"],
  [["--source", "binance", "--symbols", "BTC-USDT", "--from", "yesterday"], "neither a day nor a moment"],
  [["--source", "embedded", "--symbols", "AAPL"], "embedded has no new bars; name a source of the network"],
  [["--source", "fred", "--symbols", "GDP"], "fred has no bars"],
] as const)("%j is refused in words before anything is asked", async (words, expected) => {
  await expect(streamCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([...words], { from: "user" })).rejects.toThrow(expected);
});

test("a wrong command line ends with code 2 and one line", async () => {
  const { code, printed, told } = stream("--source", "fred", "--symbols", "GDP");
  expect(await code).toBe(2);
  expect(told()).toMatch(/^marketbook stream: fred has no bars\. .* See npx marketbook stream --help\n$/);
  expect(printed()).toBe("");
});
