import type { Instrument } from "../instruments/instrument.ts";

const TAG = /(?<![\w$])\$([A-Za-z]{1,6}(?:[.-][A-Za-z]{1,2})?)(?![\w$])/g;

/**
 * Symbols that a text names as $AAPL, in our notation, each once; the symbol that was asked for comes first, whether the text names it or not.
 * $5 and $100k are money. $BTC is BTC-USD where BTC-USD was asked; $BRK.B is BRK-B.
 */
export function symbolsIn(text: string, asked?: Instrument): readonly string[] {
  const tags = Array.from(text.matchAll(TAG), ([, tag]) => tag!.toUpperCase().replace(".", "-"));
  const own = asked === undefined ? undefined : tagOf(asked);
  return [...new Set([...(asked === undefined ? [] : [asked.symbol]), ...tags.map((tag) => (asked !== undefined && tag === own ? asked.symbol : tag))])];
}

/** What people write after the dollar sign: AAPL, BTC for BTC-USD, EURUSD for EURUSD=X, GSPC for ^GSPC. */
export function tagOf(instrument: Instrument): string {
  if (instrument.kind === "crypto") return instrument.base;
  if (instrument.kind === "forex") return instrument.base + instrument.quote;
  return instrument.symbol.replace("^", "");
}
