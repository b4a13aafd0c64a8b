import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { type AskedKind, FETCHED, kindsOf, sourcesNamed, wantedStretch } from "../../lib/market/backfill/index.ts";
import type { Interval } from "../../lib/market/bars.ts";
import { connect } from "../../lib/market/connection/connect.ts";
import { MarketError } from "../../lib/market/error.ts";
import { instrumentOf } from "../../lib/market/instruments/instrument.ts";
import type { Source } from "../../lib/market/sources/source.ts";

/** What a user asked for bars, as typed. */
export type BarsAsked = { readonly sources: readonly Source[]; readonly symbols: readonly string[]; readonly interval: Interval; readonly from: string; readonly to: string | undefined; readonly now: number };

/** Throws a MarketError for what cannot be right, before anything is opened or asked. */
export function checkBarsAsked({ from, interval, now, sources, symbols, to }: BarsAsked): void {
  checkTimes({ from, interval, now, to });
  const wrong = symbols.filter((symbol) => !isSymbol(symbol));
  if (wrong.length > 0) throw new MarketError(`${wrong.slice(0, 5).map(guessed).join(", ")}${wrong.length > 5 ? ` and ${wrong.length - 5} more are no symbols` : wrong.length === 1 ? " is no symbol" : " are no symbols"}. Write a share as AAPL, an index as ^GSPC, a coin as BTC-USD, currencies as EURUSD=X.`);
  if (sources.some(({ capabilities }) => capabilities.intervals.includes(interval))) return;
  const words = sources.map(({ capabilities: { intervals }, name }) => (intervals.length === 0 ? `${name} has no bars` : `${name} has no ${interval} bars, only ${intervals.join(", ")}`)).join("; ");
  const others = FETCHED.filter(({ capabilities: { intervals, real } }) => real && intervals.includes(interval)).map(({ name }) => name);
  throw new MarketError(`${words}. ${interval} bars are at ${others.join(", ")}.`);
}

/** Throws a MarketError where no source has the kind at all. */
export function checkKindAsked(kind: AskedKind, sources: readonly Source[]): void {
  const has = (source: Source): boolean => kindsOf(source.open(connect(source))).includes(kind);
  if (sources.some(has)) return;
  throw new MarketError(`${sources.map(({ name }) => name).join(", ")} ${sources.length === 1 ? "has" : "have"} no ${kind}; ${FETCHED.filter(has).map(({ name }) => name).join(", ")} have.`);
}

/** Days or moments that can be read and follow each other. */
export function checkTimes({ from = "1900-01-01", interval, now, to }: { readonly from?: string | undefined; readonly to: string | undefined; readonly interval: Interval; readonly now: number }): void {
  wantedStretch({ from, to, interval, now });
}

/** Names with commas between. */
export function words(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

/** Names of sources that there are, each once. */
export function sourceNames(text: string): readonly Source[] {
  try {
    return sourcesNamed(words(text));
  } catch (error) {
    throw error instanceof MarketError ? new InvalidArgumentError(`${error.message[0]!.toUpperCase()}${error.message.slice(1)}`) : error;
  }
}

/** Symbols with commas between, or of a file; each once. */
export function symbolList(text: string): readonly string[] {
  return [...new Set(text.startsWith("@") ? fileOfSymbols(text.slice(1)) : words(text))];
}

/** Lines of a file; behind # is a remark. */
function fileOfSymbols(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new InvalidArgumentError(`There is no file ${path} with symbols.`);
  }
  const found = text.split("\n").flatMap((line) => line.replace(/(^|\s)#.*/, "").split(/[\s,]+/)).filter((word) => word !== "");
  if (found.length === 0) throw new InvalidArgumentError(`The file ${path} names no symbol.`);
  return found;
}

export function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return Number(text);
}

/** A scheme and a host, without a path. */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "") throw new InvalidArgumentError("Write it as https://host or http://127.0.0.1:8080, without a path.");
  return url.origin;
}

function isSymbol(text: string): boolean {
  try {
    instrumentOf(text);
    return true;
  } catch (error) {
    if (error instanceof MarketError) return false;
    throw error;
  }
}

/** The word, and what was most likely meant: in capitals, a pair with a dash. */
function guessed(word: string): string {
  const meant = word.toUpperCase().replace(/^([A-Z0-9]{2,10})[\s/_]([A-Z]{3,4})$/, "$1-$2");
  return meant !== word && isSymbol(meant) ? `"${word}" (${meant}?)` : `"${word}"`;
}
