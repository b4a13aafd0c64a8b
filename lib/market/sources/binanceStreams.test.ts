import { afterEach, expect, test } from "vitest";
import { connect } from "../connection/connect.ts";
import { startVendor, type Vendor, type VendorSocket } from "../connection/vendor.fixture.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { LiveRequest } from "../stream/liveBar.ts";
import { binance } from "./binance.ts";
import { binanceSockets } from "./binanceSockets.ts";
import type { OpenSource } from "./source.ts";
import { take } from "../stream/take.fixture.ts";

const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

async function opened(onSocket: (client: VendorSocket) => void, snapshots: readonly unknown[] = []): Promise<{ readonly source: OpenSource; readonly vendor: Vendor }> {
  let asked = 0;
  const vendor = await startVendor(() => ({ body: snapshots[Math.min(asked++, snapshots.length - 1)] }), { onSocket });
  vendors.push(vendor);
  return { vendor, source: binance.open(connect(binance, { origin: vendor.origin, limitsFile: ":memory:", variables: {} })) };
}

// Shapes: web-socket-streams.md of github.com/binance/binance-spot-api-docs.
const NOON = Date.parse("2024-03-15T12:00:00Z");
const change = (U: number, u: number, b: readonly unknown[], a: readonly unknown[] = []) => ({ stream: "btcusdt@depth", data: { e: "depthUpdate", E: NOON + u, s: "BTCUSDT", U, u, b, a } });
const trade = (a: number, m = true) => ({ stream: "btcusdt@aggTrade", data: { e: "aggTrade", E: 1, s: "BTCUSDT", a, p: "100.5", q: "2", f: a, l: a, T: NOON + a, m, M: true } });
const SNAPSHOT = { lastUpdateId: 160, bids: [["100", "1"], ["99", "2"]], asks: [["101", "3"], ["102", "4"]] };

test("an order book is the snapshot with the changes that follow it; a size of 0 takes a price out", async () => {
  const { source, vendor } = await opened((client) => [change(150, 158, [["100", "9"]]), change(159, 162, [["100", "0"], ["99.5", "7"]]), change(163, 163, [], [["100.5", "1"]])].forEach((one) => client.send(one)), [SNAPSHOT]);
  const books = await take(source.streamOrderBook!({ symbol: "BTC-USDT", levels: 2 }), 2);
  expect(books).toEqual([
    { symbol: "BTC-USDT", time: NOON + 162, sequence: 162, bids: [{ price: 99.5, size: 7 }, { price: 99, size: 2 }], asks: [{ price: 101, size: 3 }, { price: 102, size: 4 }] },
    { symbol: "BTC-USDT", time: NOON + 163, sequence: 163, bids: [{ price: 99.5, size: 7 }, { price: 99, size: 2 }], asks: [{ price: 100.5, size: 1 }, { price: 101, size: 3 }] },
  ]);
  expect(vendor.asked.map(({ path, query }) => [path, query])).toEqual([["/api/v3/depth", { symbol: "BTCUSDT", limit: "1000" }]]);
});

test("a missed change is told and the book asked again", async () => {
  const findings: AnswerFinding[] = [];
  const { source, vendor } = await opened((client) => [change(161, 161, [["98", "1"]]), change(170, 171, [["97", "1"]])].forEach((one) => client.send(one)), [SNAPSHOT, { ...SNAPSHOT, lastUpdateId: 170 }]);
  const books = await take(source.streamOrderBook!({ symbol: "BTC-USDT", onFinding: (finding) => findings.push(finding) }), 2);
  expect(books.map(({ sequence }) => sequence)).toEqual([161, 171]);
  expect(books[1]!.bids.map(({ price }) => price)).toEqual([100, 99, 97]);
  expect(findings).toMatchObject([{ code: "nothing there", expected: "change 162" }]);
  expect(vendor.asked).toHaveLength(2);
});

test("a snapshot older than the changes is not used", async () => {
  const { source } = await opened((client) => [change(200, 200, []), change(201, 201, [["98", "1"]])].forEach((one) => client.send(one)), [SNAPSHOT, { ...SNAPSHOT, lastUpdateId: 200 }]);
  expect(await take(source.streamOrderBook!({ symbol: "BTC-USDT" }), 1)).toMatchObject([{ sequence: 201 }]);
});

test("trades come once each with the side that began them; a number left out is told", async () => {
  const findings: AnswerFinding[] = [];
  const { source, vendor } = await opened((client) => [trade(1), trade(1), trade(2, false), trade(5)].forEach((one) => client.send(one)));
  const trades = await take(source.streamTrades!({ symbol: "BTC-USD", onFinding: (finding) => findings.push(finding) }), 3);
  expect(trades.map(({ id, side, symbol }) => [id, side, symbol])).toEqual([[1, "sold", "BTC-USD"], [2, "bought", "BTC-USD"], [5, "sold", "BTC-USD"]]);
  expect(findings).toMatchObject([{ expected: "trade 3", got: "trade 5" }]);
  expect(vendor.sockets[0]!.asked).toMatchObject({ path: "/stream", query: { streams: "btcusdt@aggTrade" } });
});

test("a ping of the exchange is answered and is a sign of life; a server that is about to stop ends the connection", async () => {
  let pongs = 0;
  let alive = 0;
  const { source } = await opened(({ send, socket }) => {
    socket.on("pong", () => {
      pongs++;
      send({ stream: "!serverShutdown", data: { e: "serverShutdown", E: 1 } });
    });
    socket.ping("20 s");
  });
  await expect(take(source.streamTrades!({ symbol: "BTC-USDT", onAlive: () => alive++ }), 1)).rejects.toThrow("binance: the server is about to stop.");
  expect([pongs, alive]).toEqual([1, 2]);
});

const bars = (source: OpenSource, symbols: readonly string[], signal: AbortSignal, more: Partial<LiveRequest> = {}) => symbols.map((symbol) => take(source.stream!({ symbol, interval: "1m", signal, ...more }), 1).catch((error: Error) => error));

test("many symbols share a connection: those at hand in the address, later ones in messages of a hundred, what is left is taken off", async () => {
  const { source, vendor } = await opened(() => {});
  const [first, later] = [new AbortController(), new AbortController()];
  const symbols = Array.from({ length: 230 }, (_, k) => `A${k}-USDT`);
  const running = bars(source, symbols, first.signal);
  await expect.poll(() => vendor.sockets.flatMap(({ received }) => received).length).toBe(2);
  expect(vendor.sockets.map(({ asked }) => asked.query.streams!.split("/").length)).toEqual([100]);
  const told = (): readonly { readonly method: string; readonly params: readonly string[] }[] => vendor.sockets[0]!.received.map((text) => JSON.parse(text));
  expect(told().map(({ method, params }) => [method, params.length])).toEqual([["SUBSCRIBE", 100], ["SUBSCRIBE", 30]]);
  const more = bars(source, ["BTC-USDT", "ETH-USDT"], later.signal);
  await expect.poll(() => told().at(-1)).toMatchObject({ method: "SUBSCRIBE", params: ["btcusdt@kline_1m", "ethusdt@kline_1m"] });
  first.abort();
  await Promise.all(running);
  await expect.poll(() => told().filter(({ method }) => method === "UNSUBSCRIBE").flatMap(({ params }) => params).length).toBe(230);
  later.abort();
  await Promise.all(more);
  await expect.poll(() => vendor.sockets[0]!.socket.readyState).toBe(3);
  expect(vendor.sockets).toHaveLength(1);
});

test("channels beyond what a connection holds get another one, and a connection lost is not dialled by each of them", async () => {
  const vendor = await startVendor(() => ({}), { onSocket: ({ socket }) => socket.terminate() });
  vendors.push(vendor);
  const socket = binanceSockets(vendor.origin.replace("http", "ws"), { now: Date.now, most: 2, spacing: 50 });
  const names: string[] = [];
  const join = (channel: string): void => {
    const leave = socket.join(channel, { onConnected: () => {}, onAlive: () => {}, onData: () => {}, onFinding: () => {}, onLost: () => {
      leave();
      names.push(channel);
      if (names.length < 30) join(channel);
    } });
  };
  for (const channel of ["a", "b", "c", "d", "e"]) join(channel);
  await expect.poll(() => names.length).toBeGreaterThanOrEqual(30);
  const dialled = vendor.sockets.map(({ asked }) => asked.query.streams!.split("/"));
  expect(dialled.every((channels) => channels.length <= 2)).toBe(true);
  expect(new Set(dialled.flat())).toEqual(new Set(["a", "b", "c", "d", "e"]));
  // Two joined by two again: fewer connections than losses.
  expect(dialled.length).toBeLessThan(names.length);
});

test("another symbol's bar in a channel is told and left out", async () => {
  const findings: AnswerFinding[] = [];
  const frame = (s: string) => ({ stream: "btcusdt@kline_1m", data: { e: "kline", E: NOON + 60_000, s, k: { t: NOON, i: "1m", o: "1", c: "1", h: "1", l: "1", v: "1", x: true } } });
  const { source } = await opened((client) => [frame("ETHUSDT"), frame("BTCUSDT")].forEach((one) => client.send(one)));
  const [taken] = await Promise.all(bars(source, ["BTC-USDT"], new AbortController().signal, { onFinding: (finding) => findings.push(finding) }));
  expect(taken).toMatchObject([{ symbol: "BTC-USDT", closeTime: NOON + 60_000, sentAt: NOON + 60_000 }]);
  expect(findings.map(({ got }) => got)).toEqual([`${NOON} of 1m of ETHUSDT`]);
});

test("for a reader that stands still ten thousand trades wait, not more; the numbers tell which were let go", async () => {
  const findings: AnswerFinding[] = [];
  const last = { current: (_: unknown): void => {} };
  const sent = new Promise((resolve) => {
    last.current = resolve;
  });
  const { source, vendor } = await opened(({ send, socket }) => {
    for (let a = 1; a <= 12_000; a++) send(trade(a));
    socket.once("pong", last.current).ping();
  });
  const trades = source.streamTrades!({ symbol: "BTC-USDT", onFinding: (finding) => findings.push(finding) });
  const reading = trades[Symbol.asyncIterator]();
  const ids = [(await reading.next()).value?.id];
  await sent;
  while (ids.length < 10_000) ids.push((await reading.next()).value?.id);
  const after = reading.next();
  vendor.sockets[0]!.send(trade(12_001));
  for (ids.push((await after).value?.id); ids.at(-1) !== 12_001;) ids.push((await reading.next()).value?.id);
  await reading.return?.();
  expect(ids.length).toBeLessThan(10_010);
  expect(findings).toMatchObject([{ code: "nothing there", got: "trade 12001" }]);
});
