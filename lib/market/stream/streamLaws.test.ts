import fc from "fast-check";
import { expect, test } from "vitest";
import { MarketError } from "../error.ts";
import { barsOfRows } from "../sources/barPage.ts";
import { marketAt } from "../sources/binanceVendor.fixture.ts";
import type { BarsRequest, OpenSource } from "../sources/source.ts";
import type { LiveBar } from "./liveBar.ts";
import { streamBars } from "./streamBars.ts";

const MINUTE = 60_000;
const OPEN = Date.parse("2024-03-15T20:00:00Z");
const BARS = 12;

/** What the exchange does next: pushes bar k finished or open (often the one that is due, sometimes an old one), loses one, or cuts the connection. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant("push" as const), back: fc.constantFrom(0, 0, 0, 0, 1, 2), isFinished: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("lose" as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("cut" as const) }) },
);

const rowAt = (k: number) => ({ closeTime: OPEN + (k + 1) * MINUTE, ...marketAt(OPEN + k * MINUTE) });
const names = { symbol: "BTC-USDT", interval: "1m", provenance: "made up" } as const;

/** An exchange that follows a script over as many connections as it takes, and whose history knows every bar that has closed. */
function exchange(script: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): { readonly opened: OpenSource; readonly now: () => number } {
  let now = OPEN + 1;
  let [next, due] = [0, 0];
  const barPages = async function* ({ from = "", to = "" }: BarsRequest) {
    const covers = { from: Date.parse(from), to: Math.min(Date.parse(to), now) };
    const rows = Array.from({ length: BARS }, (_, k) => rowAt(k)).filter(({ closeTime }) => closeTime > covers.from && closeTime <= covers.to);
    yield { bars: barsOfRows(rows, names), covers, answers: [], findings: [] };
  };
  const stream: NonNullable<OpenSource["stream"]> = async function* ({ onConnected, signal }) {
    onConnected?.();
    while (next < script.length) {
      const now_ = script[next++]!;
      if (now_.act === "cut") throw new MarketError("made up: cut", { reason: "offline" });
      const k = Math.max(0, due - (now_.act === "push" ? now_.back : 0));
      const moves = now_.act === "lose" || (now_.isFinished && now_.back === 0);
      if (moves && due < BARS) due++;
      now = Math.max(now, OPEN + due * MINUTE + 1);
      if (now_.act === "push" && k < BARS) yield { ...names, ...rowAt(k), isFinished: now_.isFinished || k < due, source: "made up", receivedAt: now } satisfies LiveBar;
      await new Promise(setImmediate);
    }
    now = OPEN + (BARS + 5) * MINUTE;
    await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
  };
  return { opened: { symbols: async () => ({ items: [], answers: [], findings: [] }), barPages, stream }, now: () => now };
}

test("whatever is lost, doubled, late or cut, the finished bars are the true ones, each once and in order", async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), fc.integer({ min: 1, max: 5 }), async (script, unfinished, buffer) => {
    const { now, opened } = exchange(script);
    const sleep = (): Promise<void> => new Promise(setImmediate);
    const bars: LiveBar[] = [];
    for await (const bar of streamBars({ source: "made up", symbol: "BTC-USDT", opened, unfinished, buffer, silence: Number.POSITIVE_INFINITY, connection: { now, sleep, random: () => 0.5 } })) {
      bars.push(bar);
      if (bar.isFinished && bar.closeTime === OPEN + BARS * MINUTE) break;
    }
    const finished = bars.filter(({ isFinished }) => isFinished);
    expect(finished.map(({ close, closeTime, high, low, open, volume }) => ({ closeTime, open, high, low, close, volume }))).toEqual(Array.from({ length: BARS }, (_, k) => rowAt(k)));
    expect(bars.every(({ closeTime }, k) => k === 0 || closeTime >= bars[k - 1]!.closeTime)).toBe(true);
  }), { numRuns: 60 });
}, 60_000);
