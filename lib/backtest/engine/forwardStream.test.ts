import { afterEach, expect, test } from "vitest";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { startVendor, type Vendor, type VendorSocket } from "../../market/connection/vendor.fixture.ts";
import { openSource, streamBars, type StreamEvent } from "../../market/index.ts";
import { randomKey } from "../../random/index.ts";
import { forwardTest } from "./forwardTest.ts";
import { randomBars, randomTrader } from "./random.fixture.ts";
import { runBacktest } from "./runBacktest.ts";

const MINUTE = 60_000;
const OPEN = Date.parse("2024-03-15T20:00:00Z");
/** Bars of each symbol: history, those pushed before the connection is lost, those missed meanwhile, and those pushed afterwards. */
const [HISTORY, LOST, BACK, COUNT] = [30, 60, 75, 100];

const markets = ["BTC-USDT", "ETH-USDT"].map((symbol, k): Bars => {
  const { close, open, ...rest } = randomBars(randomKey(20 + k), symbol, COUNT);
  return { ...rest, close, open: open.map((price, t) => (Number.isNaN(price) ? close[t]! : price)), interval: "1m", closeTime: close.map((_, t) => OPEN + (t + 1 - HISTORY) * MINUTE) };
});

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

const marketOf = (name: string): Bars => markets.find(({ symbol }) => symbol.replace("-", "") === name.toUpperCase())!;

/** GET /api/v3/klines: what has opened by now. */
function klines({ endTime, startTime, symbol }: Readonly<Record<string, string>>, now: number): readonly unknown[] {
  const { close, closeTime, high, low, open, volume } = marketOf(symbol!);
  const last = Math.min(Number(endTime ?? now), now);
  return Array.from(closeTime, (closed, t) => [closed - MINUTE, `${open[t]}`, `${high[t]}`, `${low[t]}`, `${close[t]}`, `${volume[t]}`, closed - 1, "0", 1, "0", "0", "0"] as const)
    .filter(([from]) => from >= Number(startTime) && from <= last);
}

/** A frame of <symbol>@kline_1m. */
function frame(stream: string, row: number, isFinished = true): unknown {
  const name = stream.split("@")[0]!.toUpperCase();
  const { close, closeTime, high, low, open, volume } = marketOf(name);
  const t = closeTime[row]! - MINUTE;
  const share = isFinished ? 1 : 0.5;
  return { stream, data: { e: "kline", E: t + (isFinished ? MINUTE : 1000), s: name, k: { t, T: t + MINUTE - 1, s: name, i: "1m", o: `${open[row]}`, c: `${close[row]}`, h: `${high[row]}`, l: `${low[row]}`, v: `${share * volume[row]!}`, n: 1, x: isFinished, q: "1", V: "1", Q: "1", B: "0" } } };
}

test("fed by a stream of two symbols that is lost and comes back, a forward test equals the backtest to the last bit", async () => {
  let now = OPEN + 30_000;
  const events: StreamEvent[] = [];
  const push = ({ asked, send }: VendorSocket, from: number, to: number): void => {
    now = OPEN + (to - HISTORY) * MINUTE + 30_000;
    for (let row = from; row < to; row++) for (const stream of asked.query.streams!.split("/")) for (const one of [frame(stream, row, false), frame(stream, row), frame(stream, row)]) send(one);
  };
  const sockets: VendorSocket[] = [];
  vendor = await startVendor(({ query }) => ({ body: klines(query, now) }), {
    onSocket: (client) => {
      if (sockets.push(client) > 1) push(client, BACK, COUNT);
      else {
        push(client, HISTORY, LOST);
        setTimeout(() => client.socket.terminate(), 50);
      }
    },
  });
  const ending = new AbortController();
  const sleep = (millis: number, signal?: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis / 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(new Error("aborted"))), { once: true });
  });
  const connection = { origin: vendor.origin, now: () => now, sleep, random: () => 0.5, limitsFile: ":memory:", variables: {} };
  const opened = openSource("binance", connection);
  const streams = markets.map(({ symbol }) => streamBars({ source: "binance", symbol, opened, connection, signal: ending.signal, grace: 1e9, silence: 1e9, onEvent: (event) => events.push(event) }));

  const options = { strategy: randomTrader, key: randomKey(3), margin: { leverage: 3 }, fills: { maxVolumeShare: 0.2 }, costs: { borrowBps: 100, financingBps: 300 } };
  const forward = forwardTest({ ...options, bars: markets.map((bars) => sliceBars(bars, 0, HISTORY)) });
  for (let row = HISTORY; row < COUNT; row++) {
    const bars = (await Promise.all(streams.map((stream) => stream.next()))).map(({ value }) => value!);
    expect(bars.map(({ closeTime }) => closeTime)).toEqual(markets.map(({ closeTime }) => closeTime[row]));
    forward.step(bars);
  }
  ending.abort();
  await Promise.all(streams.map((stream) => stream.return()));

  const backtested = runBacktest({ ...options, bars: markets });
  expect(forward.result()).toEqual(backtested);
  expect(backtested.fills.filter(({ row }) => row >= HISTORY).length).toBeGreaterThan(20);
  expect(events.map(({ kind }) => kind)).toContain("lost");
  expect(events.filter(({ kind }) => kind === "gap filled")).not.toEqual([]);
}, 60_000);
