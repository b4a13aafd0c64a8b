import { instrumentFor } from "../instruments/instrument.ts";

/** A pair as Binance names it, BTCUSDT, and what its prices are counted in. */
export type BinancePair = { readonly pair: string; readonly pricedIn: string };

/** Binance has no market in dollars: BTC-USD is answered with BTC-USDT, the dollar coin Tether, which is not always worth a dollar. Any other pair is itself. */
export function binancePair(symbol: string): BinancePair {
  const instrument = instrumentFor("binance", symbol, ["crypto"]);
  if (instrument.kind !== "crypto") return { pair: symbol, pricedIn: "" };
  const pricedIn = instrument.quote === "USD" ? "USDT" : instrument.quote;
  return { pair: `${instrument.base}${pricedIn}`, pricedIn };
}

/** What `Bars.provenance` says of the prices. */
export function provenanceOf(symbol: string): string {
  const { pair, pricedIn } = binancePair(symbol);
  return symbol.endsWith("-USD") ? `Binance ${pair}, priced in ${pricedIn} instead of USD` : `Binance ${pair}`;
}

/** Our name of a pair, where our notation has one. */
export function symbolOfPair(base: string, quote: string): string | undefined {
  return /^[A-Z0-9]{2,10}$/.test(base) && /^(EUR|GBP|JPY|CHF|AUD|CAD|USDT|USDC|BTC|ETH)$/.test(quote) ? `${base}-${quote}` : undefined;
}
