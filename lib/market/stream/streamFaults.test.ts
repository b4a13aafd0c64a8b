import fc from "fast-check";
import { expect, test } from "vitest";
import { connect } from "../connection/connect.ts";
import { binance } from "../sources/binance.ts";
import { binanceSockets } from "../sources/binanceSockets.ts";
import { binanceLiveBars } from "../sources/binanceStreams.ts";
import { marketAt } from "../sources/binanceVendor.fixture.ts";
import { type Flaw, flawedExchange, type Push } from "./flawedExchange.fixture.ts";
import type { LiveBar } from "./liveBar.ts";
import { streamBars } from "./streamBars.ts";
import type { StreamEvent } from "./streamEvent.ts";

const MINUTE = 60_000;
const START = Date.parse("2024-03-15T20:00:00.500Z");
const BARS = 16;

type Seen = { readonly bars: readonly LiveBar[]; readonly events: readonly StreamEvent[]; readonly connections: number };

/** Sixteen bars of an exchange whose connections break, over real sockets; waits last a thousandth. The clock moves with the exchange's pushes, and slowly while somebody waits. */
async function readThrough(flaws: readonly Flaw[], pushes: readonly Push[]): Promise<Seen> {
  let now = START;
  const sleep = (millis: number, signal?: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      now += millis / 2;
      resolve();
    }, millis / 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(new Error("aborted"))), { once: true });
  });
  const clock = { now: () => now, sleep, random: () => 0.5 };
  const exchange = await flawedExchange(flaws, pushes, { now: clock.now, pass: (millis) => (now += millis) });
  const connection = connect(binance, { origin: exchange.origin, limitsFile: ":memory:", variables: {}, ...clock });
  const socket = binanceSockets(exchange.origin.replace("http", "ws"), { now: clock.now, spacing: 0 });
  const opened = { ...binance.open(connection), stream: (request: Parameters<typeof binanceLiveBars>[2]) => binanceLiveBars(socket, clock.now, request) };
  const [bars, events]: [LiveBar[], StreamEvent[]] = [[], []];
  try {
    for await (const bar of streamBars({ source: "binance", symbol: "BTC-USDT", opened, connection: clock, silence: 80_000, onEvent: (event) => events.push(event) })) if (bars.push(bar) === BARS) break;
    await expect.poll(exchange.open).toBeLessThanOrEqual(1);
    return { bars, events, connections: exchange.connections() };
  } finally {
    await exchange.close();
  }
}

function expectTrue({ bars }: Seen): void {
  expect(bars.map(({ close, closeTime, high, low, open, volume }) => ({ closeTime, open, high, low, close, volume }))).toEqual(bars.map((_, k) => ({ closeTime: bars[0]!.closeTime + k * MINUTE, ...marketAt(bars[0]!.closeTime + (k - 1) * MINUTE) })));
}

const ways: readonly (readonly [string, Flaw])[] = [
  ["refused at the handshake with 503", { at: "handshake", status: 503 }],
  ["refused at the handshake with 429", { at: "handshake", status: 429 }],
  ["closed during the handshake", { at: "handshake" }],
  ["silent during the handshake", { at: "handshake", isSilent: true }],
  ["closed before the first message", { at: "messages", after: 0, how: "close" }],
  ["closed after 24 hours", { at: "messages", after: 5, how: "close", code: 1001 }],
  ["closed for too many messages", { at: "messages", after: 3, how: "close", code: 1008 }],
  ["cut after a message", { at: "messages", after: 1, how: "cut" }],
  ["cut in the middle of a frame", { at: "messages", after: 4, how: "mid frame" }],
  ["silent and half open", { at: "messages", after: 4, how: "silent" }],
];

test.each(ways)("a connection %s is replaced, twice in a row too, and no bar is lost, doubled or early", async (_, flaw) => {
  const seen = await readThrough([flaw, flaw], ["running", "running", "finished"]);
  expectTrue(seen);
  // A machine under load may give up one more.
  expect(seen.connections).toBeGreaterThanOrEqual(3);
  expect(seen.events.filter(({ kind }) => kind === "lost").length).toBeGreaterThanOrEqual(2);
  if ("isSilent" in flaw || ("how" in flaw && flaw.how === "silent")) expect(seen.events.map(({ kind }) => kind)).toContain("stale");
});

test("however connections break and whatever is pushed, the bars are the true ones, each once and in order", async () => {
  const flaw = fc.oneof(...ways.filter(([name]) => !name.startsWith("silent")).map(([, one]) => fc.constant(one)), fc.record({ at: fc.constant("messages" as const), after: fc.integer({ min: 0, max: 9 }), how: fc.constantFrom("close" as const, "cut" as const, "mid frame" as const) }));
  const push = fc.constantFrom<Push>("finished", "finished", "running", "old", "malformed", "foreign", "refusal");
  await fc.assert(fc.asyncProperty(fc.array(flaw, { maxLength: 4 }), fc.array(push, { minLength: 3, maxLength: 12 }), async (flaws, pushes) => {
    expectTrue(await readThrough(flaws, [...pushes, "finished"]));
  }), { seed: 1, numRuns: 25 });
}, 120_000);
