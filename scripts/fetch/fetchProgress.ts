import { isComplete, type BackfillOutcome, type RecordsReport } from "../../lib/market/backfill/index.ts";
import type { BackfillProgress } from "../../lib/market/backfill/backfill.ts";
import { formatBarTime } from "../../lib/market/barTime.ts";
import type { Wait } from "../../lib/market/connection/limiter.ts";
import { clock } from "../progress.ts";

/** Without a terminal, a symbol that takes long says so after each such time. */
const SILENCE = 30_000;
/** Shorter waits are not worth a line. */
const LONG_WAIT = 3000;

export type Watcher = { readonly isTTY?: boolean; readonly columns?: number; write: (text: string) => unknown };

export type FetchProgress = {
  readonly onProgress: (progress: BackfillProgress) => void;
  readonly onDone: (outcome: BackfillOutcome) => void;
  /** The same for kinds other than bars. */
  readonly onItems: (progress: { readonly source: string; readonly query: string; readonly items: number }) => void;
  readonly onRecords: (report: RecordsReport) => void;
  readonly onWait: (wait: Wait) => void;
  /** How far it came with the bars: 3 of 12 symbols done and 8,214 bars saved. */
  readonly soFar: () => string;
  /** Clears the line that is written in place. */
  readonly end: () => void;
};

/**
 * How a fetch of many symbols or queries goes. On a terminal one line in place: symbols done, time, what is fetched or waited for, how long about it will take; what failed is kept above it.
 * Elsewhere a line for each symbol when it is done, for a long one every half minute, and for a long wait.
 */
export function fetchProgress(count: number, { now = () => performance.now(), stream = process.stderr }: { readonly stream?: Watcher; readonly now?: () => number } = {}): FetchProgress {
  const begin = now();
  const live = stream.isTTY === true;
  const waits = new Map<string, { readonly until: number; readonly why: string }>();
  let [done, asked, added, spoken] = [0, 0, 0, begin];
  let doing = "";

  const head = (): string => `[${String(done).padStart(String(count).length)}/${count}]`;
  const waiting = (): string => [...waits].filter(([, { until }]) => until > now()).map(([source, { until, why }]) => `waiting ${clock(until - now() + 999)} for ${source}, ${why}`).join("; ");
  const rest = (): string => (asked < 2 || done === count ? "" : `, about ${clock(((now() - begin) / asked) * (count - done))} to go`);
  const draw = (): void => {
    if (!live) return;
    const line = `${head()} ${clock(now() - begin)}${rest()}  ${waiting() || doing}`;
    stream.write(`\r\x1b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const say = (line: string): void => {
    spoken = now();
    stream.write(live ? `\r\x1b[K${line}\n` : `${line}\n`);
  };
  const goOn = (what: string): void => {
    doing = what;
    draw();
    if (!live && now() - spoken >= SILENCE) say(`${head()} ${clock(now() - begin)}  ${doing}`);
  };
  const finish = (words: string, { isAsked, isWhole }: { readonly isAsked: boolean; readonly isWhole: boolean }): void => {
    done++;
    if (isAsked) asked++;
    if (!live || !isWhole) say(`${head()} ${words}`);
    draw();
  };
  const ticking = live ? setInterval(draw, 1000).unref() : undefined;

  return {
    onProgress: ({ added: fresh, reached, rows, source, symbol }) => {
      added += fresh;
      goOn(`${symbol}: ${counted(rows)} bars from ${source}, to ${formatBarTime(reached).slice(0, 16)}`);
    },
    onDone: (outcome) => finish(`${outcome.symbol} ${outcomeWord(outcome)}`, { isWhole: isComplete(outcome), isAsked: !("report" in outcome) || outcome.report.asked.length > 0 }),
    onItems: ({ items, query, source }) => goOn(`${query}: ${counted(items)} items from ${source}`),
    onRecords: ({ added: fresh, query, source }) => finish(source === undefined ? `${query} failed` : `${query} done, ${counted(fresh)} items added`, { isWhole: source !== undefined, isAsked: true }),
    onWait: ({ millis, source, why }) => {
      const isTold = (waits.get(source)?.until ?? 0) > now();
      waits.set(source, { until: now() + millis, why });
      draw();
      if (!live && !isTold && millis >= LONG_WAIT) say(`${head()} ${clock(now() - begin)}  ${waiting()}`);
    },
    soFar: () => `${done} of ${counted(count)} ${count === 1 ? "symbol" : "symbols"} done and ${counted(added)} bars saved`,
    end: () => {
      clearInterval(ticking);
      if (live) stream.write("\r\x1b[K");
    },
  };
}

function outcomeWord(outcome: BackfillOutcome): string {
  if (!("report" in outcome)) return "failed";
  const { asked, parts } = outcome.report;
  if (asked.length === 0) return "known already";
  const added = parts.reduce((sum, part) => sum + part.added, 0);
  return isComplete(outcome) || added > 0 ? `${isComplete(outcome) ? "done" : "not complete"}, ${counted(added)} bars added` : "failed";
}

/** 12,345 */
export const counted = (value: number): string => value.toLocaleString("en-US");
