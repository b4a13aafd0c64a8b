import type { ExchangeName } from "../calendars/exchangeCalendar.ts";
import { instrumentOf } from "./instrument.ts";

/** Suffixes of shares, VOD.L; a share without one trades in New York. */
const BY_SUFFIX: Readonly<Record<string, ExchangeName>> = { L: "LSE", T: "JPX", AX: "ASX" };
const BY_INDEX: Readonly<Record<string, ExchangeName>> = { "^GSPC": "NYSE", "^DJI": "NYSE", "^IXIC": "NYSE", "^NDX": "NYSE", "^RUT": "NYSE", "^FTSE": "LSE", "^N225": "JPX", "^AXJO": "ASX" };

/** The exchange whose hours a symbol keeps; undefined where its calendar is not known here (SAP.DE, ^VIX). Nasdaq has New York's days and hours. */
export function exchangeOfSymbol(symbol: string): ExchangeName | undefined {
  const { kind } = instrumentOf(symbol);
  if (kind === "crypto") return "CRYPTO";
  if (kind === "forex") return "FOREX";
  if (kind === "index") return BY_INDEX[symbol];
  const dot = symbol.lastIndexOf(".");
  return dot < 0 ? "NYSE" : BY_SUFFIX[symbol.slice(dot + 1)];
}
