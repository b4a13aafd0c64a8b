import { z } from "zod";
import { parseBarTime } from "../barTime.ts";
import type { RecordKind, RecordsByKind } from "./marketStore.ts";

/** JSON has no NaN and no Infinity. */
const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number), z.nan(), z.literal(Infinity), z.literal(-Infinity)]);
const symbols = z.array(z.string());
const text = z.string();

const newsItem = z.object({ id: text, time: number, title: text, summary: text.exactOptional(), url: text.exactOptional(), publisher: text.exactOptional(), symbols, sentiment: number.exactOptional() });
const socialPost = z.object({
  id: text, time: number, text, community: text.exactOptional(), url: text.exactOptional(), score: number.exactOptional(), replies: number.exactOptional(),
  symbols, posts: number.exactOptional(), sentiment: number.exactOptional(),
});
const observation = z.object({ series: text, time: number, value: number, unit: text.exactOptional(), knownAt: number });
const fact = z.object({ symbol: text, concept: text, unit: text, from: text.exactOptional(), to: text, value: number, form: text.exactOptional(), knownAt: number, filing: text.exactOptional() });
const action = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("split"), symbol: text, exTime: number, ratio: number }),
  z.object({ kind: z.literal("dividend"), symbol: text, exTime: number, amount: number, countedAt: number.exactOptional() }),
]);

/** What the store must know of a kind of record. */
export type RecordRules<T> = {
  readonly schema: z.ZodType<T>;
  /** What makes two records versions of one. */
  readonly name: (item: T) => string;
  readonly time: (item: T) => number;
  /** What it can be asked for by. */
  readonly subjects: (item: T) => readonly string[];
  /** When a version became known: the first one, and a later one. */
  readonly known: (item: T, receivedAt: number, isFirst: boolean) => number;
  /** What must differ to be another version. */
  readonly content: (item: T) => unknown;
  /** Whether two sources speak of the same record. */
  readonly ofAllSources: boolean;
};

const observations: RecordRules<RecordsByKind["macro"]> = {
  schema: observation, name: ({ series, time }) => JSON.stringify([series, time]), time: ({ time }) => time, subjects: ({ series }) => [series],
  known: ({ knownAt }) => knownAt, content: ({ knownAt: _, ...rest }) => rest, ofAllSources: false,
};

/** News and posts are known from their publication, a later version from its receipt; an action from its day at the latest; numbers from the moment they bring along. */
export const RECORD_KINDS: { readonly [K in RecordKind]: RecordRules<RecordsByKind[K]> } = {
  news: { schema: newsItem, name: ({ id }) => id, time: ({ time }) => time, subjects: (item) => item.symbols, known: ({ time }, receivedAt, isFirst) => (isFirst ? time : receivedAt), content: (item) => item, ofAllSources: false },
  social: {
    schema: socialPost, name: ({ id }) => id, time: ({ time }) => time, subjects: (item) => (item.community === undefined ? item.symbols : [...item.symbols, item.community]),
    known: ({ time }, receivedAt, isFirst) => (isFirst ? time : receivedAt), content: (item) => item, ofAllSources: false,
  },
  macro: observations,
  onChain: observations,
  statements: {
    schema: fact, name: ({ concept, from, symbol, to, unit }) => JSON.stringify([symbol, concept, unit, from ?? "", to]), time: ({ knownAt, to }) => parseBarTime(to) ?? knownAt,
    subjects: ({ symbol }) => [symbol], known: ({ knownAt }) => knownAt, content: ({ value }) => value, ofAllSources: false,
  },
  actions: {
    schema: action, name: ({ exTime, kind, symbol }) => JSON.stringify([symbol, kind, exTime]), time: ({ exTime }) => exTime, subjects: ({ symbol }) => [symbol],
    known: ({ exTime }, receivedAt, isFirst) => (isFirst ? Math.min(exTime, receivedAt) : receivedAt), ofAllSources: true,
    // An amount that has not changed is for the same shares, whenever the source was asked.
    content: (item) => (item.kind === "dividend" ? { ...item, countedAt: undefined } : item),
  },
};

/** A record as text: the same record gives the same text. */
export function recordText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "number" && !Number.isFinite(part) ? String(part) : part));
}
