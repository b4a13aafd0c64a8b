import type { ExchangeName } from "../calendars/exchangeCalendar.ts";
import { readSymbol } from "./instrument.ts";

/** Suffixes of shares, VOD.L; a share without one trades in New York. */
const BY_SUFFIX: Readonly<Record<string, ExchangeName>> = { L: "LSE", T: "JPX", AX: "ASX" };
const BY_INDEX: Readonly<Record<string, ExchangeName>> = {
  "^GSPC": "NYSE", "^DJI": "NYSE", "^IXIC": "NYSE", "^NDX": "NYSE", "^RUT": "NYSE", "^FTSE": "LSE", "^FTMC": "LSE", "^N225": "JPX", "^AXJO": "ASX", "^AORD": "ASX",
};
/** Indices of exchanges whose days are not known here. */
const FOREIGN_INDICES = new Set(["^GDAXI", "^FCHI", "^STOXX50E", "^STOXX", "^HSI", "^SSMI", "^IBEX", "^AEX", "^GSPTSE", "^BVSP", "^BSESN", "^NSEI", "^KS11", "^TWII", "^STI"]);

/** The exchange whose hours a symbol keeps; undefined where its calendar is not known here (SAP.DE, ^VIX), or where the text is no symbol. Nasdaq has New York's days and hours. */
export function exchangeOfSymbol(symbol: string): ExchangeName | undefined {
  const kind = readSymbol(symbol)?.kind;
  if (kind === undefined) return undefined;
  if (kind === "crypto") return "CRYPTO";
  if (kind === "forex") return "FOREX";
  if (kind === "index") return BY_INDEX[symbol];
  const dot = symbol.lastIndexOf(".");
  return dot < 0 ? "NYSE" : BY_SUFFIX[symbol.slice(dot + 1)];
}

/** Whether a symbol says that it trades on an exchange whose days are not known here: SAP.DE, ^GDAXI. BRK.B is no such, its ending is a class of shares. */
export function isForeignSymbol(symbol: string): boolean {
  return FOREIGN_INDICES.has(symbol) || (/\.([A-Z]{2}|V)$/.test(symbol) && exchangeOfSymbol(symbol) === undefined);
}
