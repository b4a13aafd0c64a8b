import { MarketError } from "../error.ts";

const INSTRUMENT_KINDS = ["stock", "index", "crypto", "forex"] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** What a symbol stands for. */
export type Instrument =
  | { readonly kind: "stock" | "index"; readonly symbol: string }
  | { readonly kind: "crypto" | "forex"; readonly symbol: string; readonly base: string; readonly quote: string };

/**
 * Reads a symbol in our notation, which is Yahoo's: AAPL and BRK-B (a share or a fund), ^GSPC (an index), BTC-USD (a coin in a currency), EURUSD=X (currencies). Other text is an error.
 * A pair with a dash is a coin when its second part is a currency or a dollar coin; BRK-B has none.
 */
export function instrumentOf(symbol: string): Instrument {
  const found = readSymbol(symbol);
  if (found === undefined) throw new MarketError(`"${symbol}" is not a symbol. Write a share as AAPL, an index as ^GSPC, a coin as BTC-USD, currencies as EURUSD=X.`);
  return found;
}

/** The same; undefined for text that is no symbol, as the name of a file can be. */
export function readSymbol(symbol: string): Instrument | undefined {
  const forex = /^([A-Z]{3})([A-Z]{3})=X$/.exec(symbol);
  if (forex) return { kind: "forex", symbol, base: forex[1]!, quote: forex[2]! };
  const crypto = /^([A-Z0-9]{2,10})-(USD|EUR|GBP|JPY|CHF|AUD|CAD|USDT|USDC|BTC|ETH)$/.exec(symbol);
  if (crypto) return { kind: "crypto", symbol, base: crypto[1]!, quote: crypto[2]! };
  if (/^\^[A-Z0-9.]{1,15}$/.test(symbol)) return { kind: "index", symbol };
  return /^[A-Z0-9][A-Z0-9.&_-]{0,19}$/.test(symbol) ? { kind: "stock", symbol } : undefined;
}

/** The instrument, if it is of one of the kinds; else an error that says what the source has. */
export function instrumentFor(source: string, symbol: string, kinds: readonly InstrumentKind[]): Instrument {
  const instrument = instrumentOf(symbol);
  if (kinds.includes(instrument.kind)) return instrument;
  throw new MarketError(`${source}: ${symbol} is of kind ${instrument.kind}, and ${source} has ${kinds.join(", ")} only. Choose another source; \`npx marketbook fetch --list\` shows what each has.`, { reason: "symbol" });
}
