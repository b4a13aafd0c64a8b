import fc from "fast-check";
import { expect, test } from "vitest";
import type { LiveBar } from "./liveBar.ts";
import { type Act, acts, BARS, OPEN, scriptedExchange } from "./scriptedExchange.fixture.ts";
import { streamBars } from "./streamBars.ts";
import type { StreamEvent } from "./streamEvent.ts";

const MINUTE = 60_000;
const EVERY_CLOSE = Array.from({ length: BARS }, (_, k) => OPEN + (k + 1) * MINUTE);

type Reader = { readonly skew?: number; readonly isPolled?: boolean; readonly unfinished?: boolean; readonly buffer?: number; /** Turns of the event loop that the reader takes for a bar. */ readonly slow?: number };
type Seen = { readonly bars: readonly LiveBar[]; readonly events: readonly StreamEvent[]; /** Given before their close by the true clock or ours; given with values that never were. */ readonly early: readonly LiveBar[]; readonly untrue: readonly LiveBar[] };

/** Reads until the last of the bars, from the first on. */
async function read(script: readonly Act[], { buffer = 1000, isPolled = false, skew = 0, slow = 0, unfinished = false }: Reader): Promise<Seen> {
  const { clock, isTrue, opened, time } = scriptedExchange(script, { skew, isPolled });
  const [bars, early, untrue]: [LiveBar[], LiveBar[], LiveBar[]] = [[], [], []];
  const events: StreamEvent[] = [];
  for await (const bar of streamBars({ source: "made up", symbol: "BTC-USDT", opened, unfinished, buffer, silence: Number.POSITIVE_INFINITY, from: new Date(OPEN - Math.max(0, -skew)).toISOString(), connection: clock, onEvent: (event) => events.push(event) })) {
    bars.push(bar);
    if (bar.isFinished && (bar.closeTime > time() || bar.closeTime > clock.now())) early.push(bar);
    if (bar.isFinished && !isTrue(bar)) untrue.push(bar);
    for (let k = 0; k < slow; k++) await new Promise(setImmediate);
    if (bar.isFinished && bar.closeTime >= OPEN + BARS * MINUTE) break;
  }
  return { bars, events, early, untrue };
}

const reader = fc.record({ skew: fc.constantFrom(0, 0, 0, -300_000, 300_000, -90_000, 90_000, 700, 3000), unfinished: fc.boolean(), buffer: fc.integer({ min: 1, max: 5 }), slow: fc.constantFrom(0, 0, 3) });

test("whatever is lost, doubled, late, cut, corrected or told too early, with clocks minutes apart, every true bar comes once, in order, after its close", async () => {
  await fc.assert(fc.asyncProperty(acts, reader, async (script, how) => {
    const { bars, early, untrue } = await read(script, how);
    expect(bars.filter(({ isFinished }) => isFinished).map(({ closeTime }) => closeTime).filter((time) => time > OPEN)).toEqual(EVERY_CLOSE);
    expect(bars.every(({ closeTime }, k) => k === 0 || closeTime >= bars[k - 1]!.closeTime)).toBe(true);
    expect({ early, untrue }).toEqual({ early: [], untrue: [] });
  }), { seed: 1, numRuns: 300 });
}, 60_000);

test("the same holds for a source that is asked, also when its history fails, lags and leaves bars out for a while", async () => {
  await fc.assert(fc.asyncProperty(acts, reader, async (script, how) => {
    const { bars, early, untrue } = await read([...script, { act: "pass", seconds: 60 }], { ...how, isPolled: true });
    expect(bars.filter(({ isFinished }) => isFinished).map(({ closeTime }) => closeTime).filter((time) => time > OPEN)).toEqual(EVERY_CLOSE);
    expect({ early, untrue }).toEqual({ early: [], untrue: [] });
  }), { seed: 1, numRuns: 80 });
}, 60_000);

test("a bar that is corrected after it was given is told, with both values, and never given again; one that is only repeated is not told", async () => {
  await fc.assert(fc.asyncProperty(acts, async (script) => {
    const { bars, events } = await read([{ act: "run", minutes: 2 }, { act: "push", back: 1 }, { act: "correct", back: 1 }, { act: "correct", back: 2 }, ...script], {});
    const corrected = events.flatMap((event) => (event.kind === "corrected" ? [event] : []));
    expect(corrected.length).toBeGreaterThan(0);
    expect(corrected.every(({ bar, given }) => bar.closeTime === given.closeTime && bar.high !== given.high)).toBe(true);
    expect(bars.map(({ closeTime }) => closeTime)).toEqual(EVERY_CLOSE);
    if (script.every(({ act }) => act !== "correct")) expect(corrected.length).toBeLessThanOrEqual(2);
  }), { seed: 1, numRuns: 100 });
}, 60_000);

test("a clock that is minutes wrong is told once a connection", async () => {
  const { events } = await read([{ act: "run", minutes: 3 }, { act: "run", minutes: 3 }], { skew: 300_000 });
  expect(events.flatMap((event) => (event.kind === "finding" && event.finding.code === "clock skew" ? [event.finding.got] : []))).toEqual(["a clock 5.0 minutes behind it"]);
});
