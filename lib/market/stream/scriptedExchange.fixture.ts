import fc from "fast-check";
import type { Answer } from "../connection/answer.ts";
import { MarketError } from "../error.ts";
import { barsOfRows, type BarRow } from "../sources/barPage.ts";
import { marketAt } from "../sources/binanceVendor.fixture.ts";
import type { BarPage, BarsRequest, OpenSource } from "../sources/source.ts";
import type { Clock } from "./clock.ts";
import type { LiveBar } from "./liveBar.ts";

const MINUTE = 60_000;
export const OPEN = Date.parse("2024-03-15T20:00:00Z");
export const BARS = 12;

/** What happens next. A market that never closes, in bars of a minute; `back` is counted from the bar that runs. */
export type Act =
  /** A push as it is at the time: the running bar open, an old one finished. */
  | { readonly act: "push"; readonly back: number }
  /** The running bar with the values of the moment, called finished. */
  | { readonly act: "lie" }
  /** So many seconds pass without a push. */
  | { readonly act: "pass"; readonly seconds: number }
  /** So many minutes pass, and the bars that closed are pushed. */
  | { readonly act: "run"; readonly minutes: number }
  | { readonly act: "cut" }
  | { readonly act: "correct"; readonly back: number }
  /** The history fails so many times, lags so many bars behind for a while, or leaves one out for a while. */
  | { readonly act: "fail"; readonly times: number }
  | { readonly act: "lag"; readonly times: number }
  | { readonly act: "skip"; readonly back: number; readonly times: number };

const times = fc.integer({ min: 1, max: 2 });
const back = fc.constantFrom(0, 1, 1, 1, 2, 3);

export const acts: fc.Arbitrary<readonly Act[]> = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("run" as const), minutes: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("push" as const), back }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("pass" as const), seconds: fc.constantFrom(1, 10, 59, 61, 150) }) },
  { weight: 2, arbitrary: fc.constant({ act: "lie" } as const) },
  { weight: 1, arbitrary: fc.constant({ act: "cut" } as const) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("correct" as const), back: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("fail" as const), times }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("lag" as const), times }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("skip" as const), back: fc.integer({ min: 1, max: 4 }), times }) },
), { maxLength: 40 }).map(patience);

/** A history that lacks a bar more often than it is asked again has not got it: three such answers in a script. */
function patience(script: readonly Act[]): readonly Act[] {
  let left = 3;
  return script.filter((event) => (event.act !== "lag" && event.act !== "skip") || (left -= event.times) >= 0);
}

export type ScriptedExchange = {
  readonly opened: OpenSource;
  readonly clock: Clock;
  /** True time, and whether a bar with these values is or was true. */
  readonly time: () => number;
  readonly isTrue: (bar: LiveBar) => boolean;
};

/** An exchange that follows a script over as many connections as it takes, then lets time pass while somebody waits. `skew`: our clock less the true one; `isPolled`: it pushes nothing, and each request is an act. */
export function scriptedExchange(script: readonly Act[], { isPolled = false, skew = 0 }: { readonly skew?: number; readonly isPolled?: boolean } = {}): ScriptedExchange {
  let time = OPEN + 1;
  let next = 0;
  let [fails, lags] = [0, 0];
  let skipped: { k: number; times: number } | undefined;
  const corrections = new Map<number, number>();
  const names = { symbol: "BTC-USDT", interval: "1m", provenance: "made up" } as const;
  const ours = (): number => time + skew;
  const running = (): number => Math.floor((time - OPEN) / MINUTE);
  const rowOf = (k: number, version = corrections.get(k) ?? 0): BarRow => {
    const whole = marketAt(OPEN + k * MINUTE);
    return { closeTime: OPEN + (k + 1) * MINUTE, ...whole, high: whole.high + version };
  };
  /** Half of the volume has not been traded yet. */
  const partOf = (k: number): BarRow => ({ ...rowOf(k), volume: rowOf(k).volume * ((time - OPEN) % MINUTE) / MINUTE / 2 });
  const live = (k: number, isFinished: boolean, row = k === running() ? partOf(k) : rowOf(k)): LiveBar => ({ ...names, ...row, isFinished, source: "made up", receivedAt: ours(), sentAt: time });

  /** Does one act. out: what is pushed. */
  const play = (event: Act): readonly LiveBar[] => {
    const old = running() - ("back" in event ? event.back : 0);
    if (event.act === "pass") time += 1000 * event.seconds;
    if (event.act === "fail") fails = event.times;
    if (event.act === "lag") lags = event.times;
    if (event.act === "skip") skipped = { k: old, times: event.times };
    if (event.act === "lie") return [live(running(), true)];
    if (event.act === "run") {
      const begun = running();
      time = OPEN + (begun + event.minutes) * MINUTE + 500;
      return Array.from({ length: event.minutes }, (_, k) => live(begun + k, true));
    }
    if (event.act === "correct" && old >= 0 && old < running()) corrections.set(old, (corrections.get(old) ?? 0) + 1);
    return (event.act === "push" || event.act === "correct") && old >= 0 ? [live(old, old < running())] : [];
  };
  const barPages = async function* ({ from = "", to }: BarsRequest): AsyncGenerator<BarPage> {
    await new Promise(setImmediate);
    if (isPolled && next < script.length) play(script[next++]!);
    if (fails > 0) {
      fails--;
      throw new MarketError("made up: no answer", { reason: "server" });
    }
    // As a connection tells it: by the earlier clock, the exchange's in whole seconds.
    const receivedAt = Math.min(ours(), Math.floor(time / 1000) * 1000);
    const covers = { from: Date.parse(from), to: Math.min(Date.parse(to ?? "") || receivedAt, receivedAt) };
    const known = running() - (lags > 0 ? 1 : 0);
    const rows = Array.from({ length: Math.max(0, known + 1) }, (_, k) => (k === running() ? partOf(k) : rowOf(k))).filter(({ closeTime }, k) => closeTime > covers.from && !(k === skipped?.k && skipped.times > 0));
    lags--;
    if (skipped !== undefined) skipped.times--;
    const isOver = ({ closeTime }: BarRow): boolean => closeTime <= receivedAt;
    const answer: Answer = { source: "made up", kind: "bars", about: {}, url: "", receivedAt, body: new Uint8Array(), sha256: "" };
    yield { bars: barsOfRows(rows.filter((row) => isOver(row) && row.closeTime <= covers.to), names), unfinished: barsOfRows(rows.filter((row) => !isOver(row)), names), covers, answers: [answer], findings: [] };
  };
  const stream: NonNullable<OpenSource["stream"]> = async function* ({ onConnected, signal }) {
    onConnected?.();
    while (next < script.length && running() < BARS) {
      const event = script[next++]!;
      if (event.act === "cut") throw new MarketError("made up: cut", { reason: "offline" });
      yield* play(event);
      await new Promise(setImmediate);
    }
    next = script.length;
    await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
  };
  return {
    opened: { symbols: async () => ({ items: [], answers: [], findings: [] }), barPages, ...(isPolled ? {} : { stream }) },
    clock: {
      now: ours, random: () => 0.5,
      sleep: async (millis, signal) => {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        if (isPolled || next >= script.length || running() >= BARS) time += Math.min(millis, MINUTE);
      },
    },
    time: () => time,
    isTrue: ({ close, closeTime, high, low, open, volume }) => {
      const k = (closeTime - OPEN) / MINUTE - 1;
      return Array.from({ length: (corrections.get(k) ?? 0) + 1 }, (_, version) => rowOf(k, version)).some((row) => row.open === open && row.high === high && row.low === low && row.close === close && row.volume === volume);
    },
  };
}
