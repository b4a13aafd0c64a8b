import { afterEach, expect, test } from "vitest";
import { startVendor, type Vendor, type VendorSocket } from "../connection/vendor.fixture.ts";
import { MarketError } from "../error.ts";
import { openSource } from "../sources/index.ts";
import { binanceKlines, marketAt } from "../sources/binanceVendor.fixture.ts";
import type { LiveBar } from "./liveBar.ts";
import { streamBars, type StreamOptions } from "./streamBars.ts";
import type { StreamEvent } from "./streamEvent.ts";
import { take } from "./take.fixture.ts";

const MINUTE = 60_000;
const START = Date.parse("2024-03-15T20:00:30Z");
const FIRST_OPEN = Date.parse("2024-03-15T20:00:00Z");

const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

/** A frame of <symbol>@kline_1m; the bar of minute k, counted from the one that is open when the test starts. Shape: web-socket-streams.md of binance-spot-api-docs. */
function frame(k: number, { isFinished = true, ...other }: { readonly isFinished?: boolean; readonly h?: string; readonly v?: string } = {}): unknown {
  const t = FIRST_OPEN + k * MINUTE;
  const { close, high, low, open, volume } = marketAt(t);
  return { stream: "btcusdt@kline_1m", data: { e: "kline", E: t + (isFinished ? MINUTE : 1000), s: "BTCUSDT", k: { t, T: t + MINUTE - 1, s: "BTCUSDT", i: "1m", o: `${open}`, c: `${close}`, h: `${high}`, l: `${low}`, v: `${volume}`, n: 1, x: isFinished, q: "1", V: "1", Q: "1", B: "0", ...other } } };
}

type World = { readonly vendor: Vendor; readonly events: StreamEvent[]; readonly socketAt: (number: number) => Promise<VendorSocket>; readonly options: StreamOptions; readonly setMinute: (k: number) => void };

/** The exchange on this machine and a clock whose minutes the test sets; waits of the clock last a thousandth. */
async function world(onSocket: (client: VendorSocket, number: number) => void = () => {}, more: Partial<StreamOptions> = {}): Promise<World> {
  let now = START;
  const events: StreamEvent[] = [];
  const sockets: VendorSocket[] = [];
  const vendor = await startVendor(({ query }) => ({ body: binanceKlines(query, { now }) }), { onSocket: (client) => onSocket(client, sockets.push(client) - 1) });
  vendors.push(vendor);
  const sleep = (millis: number, signal?: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis / 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(new Error("aborted"))), { once: true });
  });
  return {
    vendor, events,
    setMinute: (k) => {
      now = START + k * MINUTE;
    },
    socketAt: async (number) => {
      await expect.poll(() => sockets[number]).toBeDefined();
      return sockets[number]!;
    },
    options: { source: "binance", symbol: "BTC-USDT", onEvent: (event) => events.push(event), grace: 1e9, silence: 1e9, connection: { origin: vendor.origin, now: () => now, sleep, random: () => 0.5, limitsFile: ":memory:", variables: {} }, ...more },
  };
}

/** Minutes of bars, counted as frames are. */
const minuteOf = ({ closeTime }: LiveBar): number => (closeTime - FIRST_OPEN) / MINUTE - 1;

test("finished bars come once each, in order; open ones only when asked for", async () => {
  const frames = [frame(0, { isFinished: false, v: "1" }), frame(0), frame(0), frame(1), frame(0), frame(1, { isFinished: false }), frame(2)];
  const finished = await world((client) => frames.forEach((one) => client.send(one)));
  finished.setMinute(3);
  expect((await take(streamBars({ ...finished.options, from: "2024-03-15T20:00:00Z" }), 3)).map(minuteOf)).toEqual([0, 1, 2]);
  const client = await finished.socketAt(0);
  await expect.poll(() => client.socket.readyState).toBe(3);
  const open = await world((socket) => socket.send(frame(0, { isFinished: false, v: "1" })), { unfinished: true });
  expect(await take(streamBars(open.options), 1)).toMatchObject([{ isFinished: false, volume: 1, provenance: "Binance BTCUSDT" }]);
});

test("bars missed while the connection was lost are fetched and come first", async () => {
  const here = await world((client, number) => {
    if (number === 0) {
      client.send(frame(0));
      setTimeout(() => client.socket.terminate(), 30);
    } else {
      here.setMinute(5);
      client.send(frame(4));
    }
  });
  here.setMinute(1);
  expect((await take(streamBars({ ...here.options, from: "2024-03-15T20:00:00Z" }), 5)).map(minuteOf)).toEqual([0, 1, 2, 3, 4]);
  expect(here.events.map(({ kind }) => kind)).toContain("lost");
  expect(here.events.filter(({ kind }) => kind === "gap filled").at(-1)).toMatchObject({ missing: 0 });
});

test("what cannot be read or cannot be is a finding, and the true bar is fetched", async () => {
  const here = await world((client) => {
    here.setMinute(2);
    client.send("{cut");
    client.send({ stream: "btcusdt@kline_1m", data: { e: "kline", k: { t: "soon" } } });
    client.send(frame(0, { h: "0.5" }));
    client.send(frame(1));
  });
  const bars = await take(streamBars(here.options), 2);
  expect(bars.map(minuteOf)).toEqual([0, 1]);
  expect(bars[0]!.high).toBe(marketAt(FIRST_OPEN).high);
  const found = here.events.flatMap((event) => (event.kind === "finding" ? [event.finding.code] : []));
  expect(found.slice(0, 3)).toEqual(["wrong type", "row left out", "value impossible"]);
});

test("a silent connection is given up and opened again", async () => {
  const first = Promise.withResolvers<void>();
  const here: World = await world((client) => {
    first.resolve();
    if (here.events.some(({ kind }) => kind === "stale")) client.send(frame(0));
  }, { silence: 40_000 });
  // Time passes only while somebody waits, and not before there is a connection: a slow machine is not silence.
  let now = START;
  const sleep = async (millis: number, signal?: AbortSignal): Promise<void> => {
    await first.promise;
    signal?.throwIfAborted();
    await here.options.connection!.sleep!(millis, signal);
    now += millis;
  };
  const connection = { ...here.options.connection, now: () => now, sleep };
  expect((await take(streamBars({ ...here.options, connection }), 1)).map(minuteOf)).toEqual([0]);
  expect(here.events.map(({ kind }) => kind)).toContain("stale");
  expect(here.vendor.sockets.length).toBeGreaterThanOrEqual(2);
});

test("an exchange that refuses for a while is asked again, later each time", async () => {
  let refusals = 3;
  const waits: number[] = [];
  const here = await world();
  const { stream, ...rest } = openSource("binance", here.options.connection);
  const opened = { ...rest, stream: (request: Parameters<NonNullable<typeof stream>>[0]) => {
    if (refusals-- > 0) throw new MarketError("binance: refused", { reason: "server" });
    return stream!(request);
  } };
  const onEvent = (event: StreamEvent): void => {
    if (event.kind === "lost") waits.push(event.retryAt - START);
  };
  const running = take(streamBars({ ...here.options, opened, onEvent }), 1);
  const client = await here.socketAt(0);
  here.setMinute(1);
  client.send(frame(0));
  expect((await running).map(minuteOf)).toEqual([0]);
  expect(waits).toEqual([750, 1500, 3000]);
});

test("a slow reader gets every bar, though few wait for it", async () => {
  const here = await world((client) => {
    here.setMinute(40);
    for (let k = 0; k < 40; k++) client.send(frame(k));
  }, { buffer: 3 });
  const minutes: number[] = [];
  for await (const bar of streamBars(here.options)) {
    minutes.push(minuteOf(bar));
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (minutes.length === 40) break;
  }
  expect(minutes).toEqual(Array.from({ length: 40 }, (_, k) => k));
});

test("the signal ends a stream at every stage without an error", async () => {
  for (const millis of [0, 1, 5, 30]) {
    const here = await world();
    const ending = new AbortController();
    setTimeout(() => ending.abort(), millis);
    expect(await take(streamBars({ ...here.options, signal: ending.signal }), 1)).toEqual([]);
    for (const { socket } of here.vendor.sockets) await expect.poll(() => socket.readyState).toBe(3);
  }
});

test("two streams of one opened source share a connection", async () => {
  const here = await world();
  const opened = openSource("binance", here.options.connection);
  const ending = new AbortController();
  const both = ["BTC-USDT", "ETH-USDT"].map((symbol) => take(streamBars({ ...here.options, symbol, opened, signal: ending.signal }), 1));
  const client = await here.socketAt(0);
  expect(client.asked.query.streams).toBe("btcusdt@kline_1m/ethusdt@kline_1m");
  ending.abort();
  expect(await Promise.all(both)).toEqual([[], []]);
  expect(here.vendor.sockets).toHaveLength(1);
});

test("a source that does not push is asked after each close", async () => {
  const here = await world();
  const { stream: _, ...asked } = openSource("binance", here.options.connection);
  here.setMinute(3);
  const bars = streamBars({ ...here.options, opened: asked, from: "2024-03-15T20:00:00Z" });
  expect((await take(bars, 3)).map(minuteOf)).toEqual([0, 1, 2]);
  expect(here.vendor.sockets).toHaveLength(0);
});
