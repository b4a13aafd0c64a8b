import { type Instrument, instrumentFor, type InstrumentKind } from "../instruments/instrument.ts";

const TAG = /(?<![\w$])\$([A-Za-z]{1,6}(?:[.-][A-Za-z]{1,2})?)(?![\w$])/g;
const CASHTAG = new RegExp(`^${TAG.source}$`);
/** A ticker alone, AAPL; longer words of capitals, as EARNINGS, are words. */
const TICKER = /^[A-Z]{1,5}$/;
/** A symbol that cannot be a word: ^GSPC, BTC-USD, EURUSD=X, VOD.L, 0700.HK. */
const MARKED = /^(?:\^[A-Z\d.]+|[A-Z\d]+[.=-][A-Z\d]+)$/;

/**
 * The instrument that a search names: $AAPL, a symbol in our notation, or a ticker of at most five capitals. Undefined for words, among them all that stands in quotes: "CEO".
 * With a list of the symbols that there are, a ticker without its dollar sign must be one of them.
 */
export function askedInstrument(source: string, words: string, { kinds, known }: { readonly kinds: readonly InstrumentKind[]; readonly known?: readonly string[] | undefined }): Instrument | undefined {
  const tagged = CASHTAG.exec(words)?.[1];
  if (tagged !== undefined) return instrumentFor(source, ours(tagged), kinds);
  const isSymbol = MARKED.test(words) || (TICKER.test(words) && (known === undefined || known.includes(words)));
  return isSymbol ? instrumentFor(source, words, kinds) : undefined;
}

/**
 * Symbols that a text names as $AAPL, in our notation, each once; the symbol that was asked for comes first, whether the text names it or not.
 * $5 and $100k are money. $BTC is BTC-USD where BTC-USD was asked; $BRK.B is BRK-B. With a list of the symbols that there are, others are left out: people write $CEO too.
 */
export function symbolsIn(text: string, asked?: Instrument, known?: readonly string[]): readonly string[] {
  const tags = Array.from(text.matchAll(TAG), ([, tag]) => ours(tag!));
  const own = asked === undefined ? undefined : tagOf(asked);
  const named = tags.map((tag) => (asked !== undefined && tag === own ? asked.symbol : tag)).filter((symbol) => known === undefined || known.includes(symbol));
  return [...new Set([...(asked === undefined ? [] : [asked.symbol]), ...named])];
}

/** What people write after the dollar sign: AAPL, BTC for BTC-USD, EURUSD for EURUSD=X, GSPC for ^GSPC. */
export function tagOf(instrument: Instrument): string {
  if (instrument.kind === "crypto") return instrument.base;
  if (instrument.kind === "forex") return instrument.base + instrument.quote;
  return instrument.symbol.replace("^", "");
}

function ours(tag: string): string {
  return tag.toUpperCase().replace(".", "-");
}
