import type { Bars, Interval } from "../bars.ts";
import { INTERVAL_MILLIS, parseBarTime } from "../barTime.ts";
import type { Answer } from "../connection/answer.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { BarsRequest, Capabilities } from "../sources/source.ts";
import type { OpenedSource } from "./openedSource.ts";

export type Scripted = OpenedSource & { /** What was asked, as from → to. */ readonly asked: readonly string[] };

type Script = {
  readonly now: () => number;
  /** Bars a page; all in one where left out. */
  readonly pageRows?: number;
  /** Called before each page with its number in this source's life; throws what the source shall throw. */
  readonly before?: (page: number) => void;
  /** Close of a bar; the day's number where left out. */
  readonly price?: (closeTime: number) => number;
  readonly capabilities?: Partial<Capabilities>;
  readonly actions?: readonly CorporateAction[];
};

/** A source that has a bar for every step of every day, and says what it was asked. */
export function scriptedSource(name: string, { actions = [], before = () => {}, capabilities = {}, now, pageRows = 10_000, price = (time) => Math.floor(time / 86_400_000) }: Script): Scripted {
  const asked: string[] = [];
  let page = 0;
  return {
    name, asked,
    capabilities: { intervals: ["1m", "5m", "15m", "1h", "1d"], network: true, real: true, instruments: ["stock", "crypto"], ...capabilities },
    open: {
      symbols: async () => ({ items: [], answers: [], findings: [] }),
      async *barPages(request: BarsRequest) {
        const { from = "2000-01-01", interval = "1d", symbol, to = "2000-01-01" } = request;
        asked.push(`${from} → ${to}`);
        let start = from.length === 10 ? Date.parse(from) - 1 : Date.parse(from);
        const end = Math.min(to.length === 10 ? parseBarTime(to)! : Date.parse(to), now());
        const step = INTERVAL_MILLIS[interval];
        while (start < end) {
          before(page++);
          const stop = Math.min(end, start + pageRows * step);
          const closes = Array.from({ length: Math.max(0, Math.floor((stop - start) / step)) }, (_, k) => start + (k + 1) * step);
          const bars = barsAt({ symbol, interval, provenance: name }, closes, price);
          yield { bars, covers: { from: start, to: stop }, answers: [answerOf(name, now())], findings: [], actions };
          start = stop;
        }
      },
    },
  };
}

function barsAt(head: { readonly symbol: string; readonly interval: Interval; readonly provenance: string }, closes: readonly number[], price: (time: number) => number): Bars {
  const closeTime = Float64Array.from(closes);
  const column = closeTime.map(price);
  return { ...head, closeTime, open: column, high: column, low: column, close: column, volume: column };
}

function answerOf(source: string, receivedAt: number): Answer {
  return { source, kind: "bars", about: {}, url: `https://${source}.invalid/`, receivedAt, body: new Uint8Array(), sha256: "0".repeat(64) };
}
