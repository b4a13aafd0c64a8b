/** Exchanges by the suffix of Yahoo's symbols, VOD.L: the market identifier code of ISO 10383, its clocks, and the suffix of Alpha Vantage where it has the exchange. */
const EXCHANGES: Readonly<Record<string, { readonly mic: string; readonly zone: string; readonly alphaVantage?: string }>> = {
  L: { mic: "XLON", zone: "Europe/London", alphaVantage: "LON" }, TO: { mic: "XTSE", zone: "America/Toronto", alphaVantage: "TRT" }, V: { mic: "XTSX", zone: "America/Toronto", alphaVantage: "TRV" },
  DE: { mic: "XETR", zone: "Europe/Berlin", alphaVantage: "DEX" }, BO: { mic: "XBOM", zone: "Asia/Kolkata", alphaVantage: "BSE" }, NS: { mic: "XNSE", zone: "Asia/Kolkata" },
  SS: { mic: "XSHG", zone: "Asia/Shanghai", alphaVantage: "SHH" }, SZ: { mic: "XSHE", zone: "Asia/Shanghai", alphaVantage: "SHZ" }, PA: { mic: "XPAR", zone: "Europe/Paris" },
  AS: { mic: "XAMS", zone: "Europe/Amsterdam" }, BR: { mic: "XBRU", zone: "Europe/Brussels" }, LS: { mic: "XLIS", zone: "Europe/Lisbon" },
  MI: { mic: "XMIL", zone: "Europe/Rome" }, MC: { mic: "XMAD", zone: "Europe/Madrid" }, SW: { mic: "XSWX", zone: "Europe/Zurich" },
  ST: { mic: "XSTO", zone: "Europe/Stockholm" }, CO: { mic: "XCSE", zone: "Europe/Copenhagen" }, HE: { mic: "XHEL", zone: "Europe/Helsinki" },
  OL: { mic: "XOSL", zone: "Europe/Oslo" }, AX: { mic: "XASX", zone: "Australia/Sydney" }, T: { mic: "XJPX", zone: "Asia/Tokyo" },
  HK: { mic: "XHKG", zone: "Asia/Hong_Kong" }, SA: { mic: "BVMF", zone: "America/Sao_Paulo" },
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

/** The clocks of the exchange of a share; New York's without a suffix, or with one that is not known here. */
export function zoneOfShare(symbol: string): string {
  return EXCHANGES[shareOf(symbol).suffix ?? ""]?.zone ?? "America/New_York";
}
