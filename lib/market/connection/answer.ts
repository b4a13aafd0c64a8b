import type { UtcMillis } from "../units.ts";

/** What an answer is about; the parts of a source are named by the same words. */
export const ANSWER_KINDS = ["bars", "symbols", "quotes", "news", "social", "macro", "onChain", "statements"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** The bytes that a source sent, as they came, with what is needed to read them again years later. Holds no key. */
export type Answer = {
  readonly source: string;
  readonly kind: AnswerKind;
  /** What was asked, in our words: symbol, interval, from, to … */
  readonly about: Readonly<Record<string, string>>;
  /** The address asked, keys taken out. */
  readonly url: string;
  /** When it came, by the earlier of our clock and the source's (its Date header): a bar that closes later was not over in it. */
  readonly receivedAt: UtcMillis;
  readonly body: Uint8Array;
  /** Of the body, hexadecimal. */
  readonly sha256: string;
  /** The source's clock less ours, by its Date header; only where they differ by more than two minutes. */
  readonly clockSkewMillis?: number;
};
