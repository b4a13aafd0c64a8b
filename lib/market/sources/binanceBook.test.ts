import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../connection/answer.ts";
import type { Connection } from "../connection/connection.ts";
import type { OrderBook } from "../records/orderBook.ts";
import type { BinanceSocket, Listener } from "./binanceSocket.ts";
import { binanceLiveBook } from "./binanceStreams.ts";

/** A change of the true book: price and size of a bid and of an ask; how its frame travels; whether the next snapshot is as old as so many changes. */
const event = fc.record({ bid: fc.integer({ min: 90, max: 99 }), ask: fc.integer({ min: 101, max: 110 }), bidSize: fc.integer({ min: 0, max: 3 }), askSize: fc.integer({ min: 0, max: 3 }), way: fc.constantFrom("sent" as const, "sent" as const, "sent" as const, "sent" as const, "lost" as const, "twice" as const, "late" as const), stale: fc.integer({ min: 0, max: 2 }), numbers: fc.integer({ min: 1, max: 3 }) });

type Side = ReadonlyMap<number, number>;
type State = { readonly sequence: number; readonly bids: Side; readonly asks: Side };

function changed(side: Side, price: number, size: number): Side {
  const next = new Map(side);
  if (size === 0) next.delete(price);
  else next.set(price, size);
  return next;
}
const sorted = (side: Side, direction: 1 | -1) => [...side].sort(([one], [other]) => direction * (one - other)).map(([price, size]) => ({ price, size }));

// The rule is that of "How to manage a local order book correctly" in web-socket-streams.md of github.com/binance/binance-spot-api-docs.
test("whatever frames are lost, doubled or late and however old a snapshot is, each book that is given is the true one of its number", async () => {
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
    const states: State[] = [{ sequence: 100, bids: new Map([[95, 1]]), asks: new Map([[105, 1]]) }];
    const frames: { readonly after: number; readonly data: unknown }[] = [];
    for (const [k, { ask, askSize, bid, bidSize, numbers, way }] of events.entries()) {
      const before = states.at(-1)!;
      const sequence = before.sequence + numbers;
      states.push({ sequence, bids: changed(before.bids, bid, bidSize), asks: changed(before.asks, ask, askSize) });
      const data = { e: "depthUpdate", E: Date.parse("2024-03-15T12:00:00Z") + sequence, s: "BTCUSDT", U: before.sequence + 1, u: sequence, b: [[`${bid}`, `${bidSize}`]], a: [[`${ask}`, `${askSize}`]] };
      if (way !== "lost") frames.push({ after: way === "late" ? k + 2.5 : k, data });
      if (way === "twice") frames.push({ after: k + 0.5, data });
    }
    frames.sort((one, other) => one.after - other.after);
    let at = 0;
    let listener: Listener | undefined;
    const socket: BinanceSocket = {
      join: (_, joined) => {
        listener = joined;
        return () => {};
      },
    };
    const stop = new AbortController();
    let snapshots = 0;
    const unused = (): never => {
      throw new Error("not asked for here");
    };
    const connection: Connection = {
      source: "binance", origin: "", now: () => 0, signal: undefined, key: unused, hasKey: () => false, fetch: unused,
      get: async (): Promise<Answer> => {
        snapshots++;
        const known = Math.min(events.length, Math.floor(frames[Math.min(at, frames.length) - 1]?.after ?? 0) + 1);
        const { asks, bids, sequence } = states[Math.max(0, known - (snapshots % 3 === 1 ? events[0]!.stale : 0))]!;
        const text = (side: Side, direction: 1 | -1) => sorted(side, direction).map(({ price, size }) => [`${price}`, `${size}`]);
        return { source: "binance", kind: "quotes", about: {}, url: "", receivedAt: 0, sha256: "", body: Buffer.from(JSON.stringify({ lastUpdateId: sequence, bids: text(bids, -1), asks: text(asks, 1) })) };
      },
    };
    const given: OrderBook[] = [];
    const reading = (async () => {
      for await (const book of binanceLiveBook(connection, socket, { symbol: "BTC-USDT", levels: 50, signal: stop.signal })) given.push(book);
    })();
    for (; at < frames.length;) {
      listener!.onData(frames[at++]!.data);
      await new Promise(setImmediate);
    }
    stop.abort();
    await reading;
    for (const { asks, bids, sequence } of given) {
      const truth = states.find((state) => state.sequence === sequence)!;
      expect({ asks, bids }).toEqual({ asks: sorted(truth.asks, 1), bids: sorted(truth.bids, -1) });
    }
    expect(given.every(({ sequence }, k) => k === 0 || sequence! > given[k - 1]!.sequence!)).toBe(true);
    if (events.every(({ stale, way }) => way === "sent" && stale === 0)) expect(snapshots).toBe(1);
  }), { seed: 1, numRuns: 300 });
}, 60_000);
