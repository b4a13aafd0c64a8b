import { MarketError, type Reason } from "../error.ts";
import { moment } from "./moment.ts";
import type { Redactor } from "./redact.ts";

/** An attempt that gave no answer. */
export type Failed = {
  readonly failed: true;
  readonly reason: Reason;
  /** What happened, as the second half of a sentence. */
  readonly words: string;
  /** Whether another attempt may succeed. */
  readonly again: boolean;
  /** The source did nothing, so that even a request that changes something may be repeated. */
  readonly untouched: boolean;
  /** The earliest moment for it, by the source. */
  readonly retryAt?: number;
  readonly cause?: unknown;
};

export function failed(reason: Reason, words: string, { again = false, cause, retryAt, untouched = false }: { readonly again?: boolean; readonly untouched?: boolean; readonly retryAt?: number | undefined; readonly cause?: unknown } = {}): Failed {
  return { failed: true, reason, words, again, untouched, ...(retryAt === undefined ? {} : { retryAt }), ...(cause === undefined ? {} : { cause }) };
}

export type Told = {
  readonly source: string;
  readonly kind: string;
  readonly about: Readonly<Record<string, string>>;
  readonly attempts: number;
  /** Where keys are kept and renewed. */
  readonly keys: readonly { readonly variable: string; readonly from: string }[];
  readonly planVariable: string;
  readonly redact: Redactor;
};

/** A failure as an error of one paragraph: source, what was asked, what happened, what to do. Holds no key. */
export function marketErrorOf(failure: Failed, told: Told): MarketError {
  const { about, attempts, kind, redact, source } = told;
  const asked = Object.entries(about).map(([name, value]) => `${name} ${value}`).join(", ");
  const times = attempts > 1 ? ` Asked ${attempts} times.` : "";
  const text = `${source}: asked for ${kind}${asked === "" ? "" : ` (${asked})`}, but ${failure.words}.${times} ${whatToDo(failure, told)}`;
  return new MarketError(redact.text(text), { reason: failure.reason, retryAt: failure.retryAt, ...(failure.cause === undefined ? {} : { cause: redact.error(failure.cause) }) });
}

function whatToDo({ reason, retryAt }: Failed, { keys, planVariable }: Told): string {
  const later = retryAt === undefined ? "Try again later" : `Ask again after ${moment(retryAt)}`;
  switch (reason) {
    case "key":
      return keys.length === 0 ? "Ask another source, or from another machine." : keys.map(({ from, variable }) => `Check ${variable}, or get a new key at ${from}.`).join(" ");
    case "plan":
      return "It needs another plan there; ask for something else, or ask another source.";
    case "symbol":
      return "Look up how the source writes it, or ask another source.";
    case "limit":
      return `${later}, or ask another source. Your plan's limits are told by ${planVariable}.`;
    case "budget":
      return `${later}, or ask another source. A larger plan is told by ${planVariable}.`;
    case "offline":
      return "Check the network, try again, or use source embedded, which needs none.";
    case "timeout":
    case "server":
    case "paused":
      return `${later}, or ask another source.`;
    case "broken":
      return "Try again; if it stays so, the source has changed.";
    default:
      return "Ask differently, or ask another source.";
  }
}
