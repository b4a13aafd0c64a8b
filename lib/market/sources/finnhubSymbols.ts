import { instrumentFor } from "../instruments/instrument.ts";

/** Currencies that Coinbase trades coins in; a dollar is not a Tether, so BTC-USD is Coinbase's and BTC-USDT Binance's. */
const COINBASE = ["USD", "EUR", "GBP"];

/** Finnhub's name of an instrument: BRK.B for BRK-B, COINBASE:BTC-USD, BINANCE:BTCUSDT, OANDA:EUR_USD. */
export function finnhubSymbol(symbol: string): string {
  const instrument = instrumentFor("finnhub", symbol, ["stock", "crypto", "forex"]);
  if (instrument.kind === "forex") return `OANDA:${instrument.base}_${instrument.quote}`;
  if (instrument.kind === "crypto") return COINBASE.includes(instrument.quote) ? `COINBASE:${symbol}` : `BINANCE:${instrument.base}${instrument.quote}`;
  return symbol.replace(/-([A-Z])$/, ".$1");
}

/** Our name of what Finnhub names so; its own name where we have none. */
export function ourSymbol(symbol: string): string {
  const coin = /^COINBASE:([A-Z0-9]+)-([A-Z]+)$/.exec(symbol) ?? /^BINANCE:([A-Z0-9]+)(USDT|USDC|BTC|ETH|EUR|JPY|AUD)$/.exec(symbol);
  if (coin) return `${coin[1]}-${coin[2]}`;
  const currencies = /^OANDA:([A-Z]{3})_([A-Z]{3})$/.exec(symbol);
  if (currencies) return `${currencies[1]}${currencies[2]}=X`;
  // A class of shares; .L and .F are London and Frankfurt.
  return symbol.replace(/\.([AB])$/, "-$1");
}
