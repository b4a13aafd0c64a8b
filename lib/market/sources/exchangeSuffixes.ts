/** Exchanges by the suffix of Yahoo's symbols, VOD.L: the market identifier code of ISO 10383, and the suffix of Alpha Vantage where it has the exchange. */
const EXCHANGES: Readonly<Record<string, { readonly mic: string; readonly alphaVantage?: string }>> = {
  L: { mic: "XLON", alphaVantage: "LON" }, TO: { mic: "XTSE", alphaVantage: "TRT" }, V: { mic: "XTSX", alphaVantage: "TRV" }, DE: { mic: "XETR", alphaVantage: "DEX" },
  BO: { mic: "XBOM", alphaVantage: "BSE" }, NS: { mic: "XNSE" }, SS: { mic: "XSHG", alphaVantage: "SHH" }, SZ: { mic: "XSHE", alphaVantage: "SHZ" },
  PA: { mic: "XPAR" }, AS: { mic: "XAMS" }, BR: { mic: "XBRU" }, LS: { mic: "XLIS" }, MI: { mic: "XMIL" }, MC: { mic: "XMAD" }, SW: { mic: "XSWX" },
  ST: { mic: "XSTO" }, CO: { mic: "XCSE" }, HE: { mic: "XHEL" }, OL: { mic: "XOSL" }, AX: { mic: "XASX" }, T: { mic: "XJPX" }, HK: { mic: "XHKG" }, SA: { mic: "BVMF" },
};

export type Share = { readonly code: string; readonly suffix: string | undefined };

/** BRK-B is the code alone, VOD.L the code VOD with the suffix L. */
export function shareOf(symbol: string): Share {
  const dot = symbol.lastIndexOf(".");
  return dot < 0 ? { code: symbol, suffix: undefined } : { code: symbol.slice(0, dot), suffix: symbol.slice(dot + 1) };
}

export function micOf(suffix: string): string | undefined {
  return EXCHANGES[suffix]?.mic;
}

export function suffixOfMic(mic: string): string | undefined {
  return Object.entries(EXCHANGES).find(([, exchange]) => exchange.mic === mic)?.[0];
}

export function alphaVantageSuffix(suffix: string): string | undefined {
  return EXCHANGES[suffix]?.alphaVantage;
}

export function suffixOfAlphaVantage(theirs: string): string | undefined {
  return Object.entries(EXCHANGES).find(([, { alphaVantage }]) => alphaVantage === theirs)?.[0];
}
