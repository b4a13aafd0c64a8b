import { expect, test } from "vitest";
import type { BackfillOutcome, BackfillReport } from "../../lib/market/backfill/index.ts";
import { MarketError } from "../../lib/market/error.ts";
import { fetchProgress } from "./fetchProgress.ts";

/** What was written, and a clock that a test turns. */
function watched(count: number, isTTY: boolean) {
  const clock = { time: 0 };
  let text = "";
  const progress = fetchProgress(count, { now: () => clock.time, stream: { isTTY, columns: 70, write: (part) => (text += part) } });
  const written = (): string => {
    const before = text;
    text = "";
    return before;
  };
  return { ...progress, clock, written };
}

const to = Date.parse("2024-03-10T23:59:59.999Z");
const page = (symbol: string, rows: number) => ({ symbol, interval: "1d", source: "vendor", stretch: { from: 0, to }, reached: to, rows, added: 1000 }) as const;
const done = (symbol: string, added: number, left: BackfillReport["left"] = []): BackfillOutcome => ({ symbol, report: { symbol, interval: "1d", asked: [{ from: 0, to }], left, beyond: [], parts: added === 0 ? [] : [{ source: "vendor", pages: 1, rows: added, added, changed: 0 }], refused: [], answerFindings: [], findings: [] } });
const known = (symbol: string): BackfillOutcome => ({ symbol, report: { symbol, interval: "1d", asked: [], left: [], beyond: [], parts: [], refused: [], answerFindings: [], findings: [] } });

test("in a log each symbol has a line when it is done, and says what came of it", () => {
  const { onDone, onProgress, written } = watched(12, false);
  onProgress(page("AAPL", 1000));
  onDone(done("AAPL", 2515));
  onDone(known("SPY"));
  onDone(done("MSFT", 10, [{ from: 0, to }]));
  onDone({ symbol: "XYZ", error: new MarketError("vendor: no") });
  expect(written()).toBe("[ 1/12] AAPL done, 2,515 bars added\n[ 2/12] SPY known already\n[ 3/12] MSFT not complete, 10 bars added\n[ 4/12] XYZ failed\n");
});

test("in a log a symbol that takes long says so every half minute", () => {
  const { clock, onProgress, written } = watched(1, false);
  for (const [at, rows] of [[10_000, 1000], [31_000, 2000], [45_000, 3000], [62_000, 4000]] as const) {
    clock.time = at;
    onProgress(page("BTC-USD", rows));
  }
  expect(written()).toBe("[0/1] 0:31  BTC-USD: 2,000 bars from vendor, to 2024-03-10\n[0/1] 1:02  BTC-USD: 4,000 bars from vendor, to 2024-03-10\n");
});

test("in a log a long wait is told once, however many symbols wait; a short one is not", () => {
  const { clock, onWait, written } = watched(9, false);
  onWait({ source: "vendor", millis: 900, why: "attempt 1 failed" });
  clock.time = 2000;
  for (const millis of [52_000, 51_000]) onWait({ source: "vendor", millis, why: "its limit of 8 a minute" });
  expect(written()).toBe("[0/9] 0:02  waiting 0:52 for vendor, its limit of 8 a minute\n");
  clock.time = 60_000;
  onWait({ source: "vendor", millis: 52_000, why: "its limit of 8 a minute" });
  expect(written()).toBe("[0/9] 1:00  waiting 0:52 for vendor, its limit of 8 a minute\n");
});

test("on a terminal one line is written in place, with what is left, and never wider than the terminal", () => {
  const { clock, end, onDone, onProgress, onWait, written } = watched(100, true);
  onProgress(page("AAPL", 1000));
  expect(written()).toBe("\r\x1b[K[  0/100] 0:00  AAPL: 1,000 bars from vendor, to 2024-03-10");
  clock.time = 4000;
  onDone(known("SPY"));
  for (const symbol of ["AAPL", "MSFT"]) onDone(done(symbol, 10));
  expect(written()).toMatch(/\r\x1b\[K\[  3\/100\] 0:04, about 3:14 to go {2}AAPL: 1,000 bars from vendor, to 20$/);
  onWait({ source: "vendor", millis: 52_000, why: "its limit of 8 a minute" });
  expect(written()).toBe("\r\x1b[K[  3/100] 0:04, about 3:14 to go  waiting 0:52 for vendor, its limit ");
  end();
  expect(written()).toBe("\r\x1b[K");
});

test("on a terminal what failed stays above the line", () => {
  const { end, onDone, written } = watched(2, true);
  onDone(done("AAPL", 10));
  onDone({ symbol: "XYZ", error: new MarketError("vendor: no") });
  end();
  expect(written().split("\n")[0]).toMatch(/\r\x1b\[K\[2\/2\] XYZ failed$/);
});

test("queries for other kinds are told as they are done", () => {
  const { onItems, onRecords, written } = watched(2, false);
  const report = { kind: "news", items: 40, added: 12, changed: 0, refused: [], answerFindings: [] } as const;
  onItems({ source: "vendor", query: "AAPL", items: 40 });
  onRecords({ ...report, query: "AAPL", source: "vendor" });
  onRecords({ ...report, query: "SPY", source: undefined });
  expect(written()).toBe("[1/2] AAPL done, 12 items added\n[2/2] SPY failed\n");
});

test("how far it came counts what is saved", () => {
  const { onDone, onProgress, soFar } = watched(1200, false);
  for (const rows of [1000, 2000]) onProgress(page("AAPL", rows));
  onDone(done("AAPL", 2000));
  expect(soFar()).toBe("1 of 1,200 symbols done and 2,000 bars saved");
  expect(watched(1, false).soFar()).toBe("0 of 1 symbol done and 0 bars saved");
});
