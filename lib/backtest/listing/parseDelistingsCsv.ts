import { z } from "zod";
import { checkedRows, namedRows } from "../namedRows.ts";
import type { Delisting, Delistings } from "../engine/delisting.ts";
import { BacktestError } from "../error.ts";
import { numberIfKnown, symbolCell, timeCell } from "./cells.ts";

/** Delistings of a file for the assets of a run. */
export type ReadDelistings = { readonly delistings: Delistings; /** Symbols of rows that are of other assets. */ readonly others: readonly string[] };

const RETURN = "Write what holders got ÷ the last close − 1, such as -0.3 for a loss of 30 % and -1 for a loss of everything, or leave the cell empty where it is not known.";

/**
 * Ends of listings from the text of a CSV file: symbol, the last day (date), and the delisting return (return), empty or left out where it is not known. The symbol may be left out where there is one asset.
 * A bad row is an error that names file, line and column, and so is a file that has nothing of the assets.
 */
export function parseDelistingsCsv(text: string, file: string, assets: readonly string[]): ReadDelistings {
  const only = assets.length === 1 ? assets[0] : undefined;
  const rows = checkedRows(namedRows(text, file, { what: "delistings", columns: ["symbol", "date", "return"], needed: only === undefined ? ["symbol", "date"] : ["date"] }), file, rowOf(only));
  const lines = new Map<string, number>();
  const delistings: Record<string, Delisting> = {};
  for (const { date, line, return: delistingReturn, symbol } of rows) {
    const before = lines.get(symbol);
    if (before !== undefined) throw new BacktestError(`${file}, line ${line}: ${symbol} is delisted in line ${before} already. Give an asset one delisting, its last.`);
    lines.set(symbol, line);
    if (assets.includes(symbol)) delistings[symbol] = { time: date, ...(delistingReturn !== undefined && { delistingReturn }) };
  }
  const others = [...lines.keys()].filter((symbol) => !assets.includes(symbol));
  if (Object.keys(delistings).length === 0) throw new BacktestError(`${file}: no row is of ${assets.join(", ")}; it has ${named(others)}. Name the assets as their bars are named, or leave the file out.`);
  return { delistings, others };
}

function rowOf(only: string | undefined) {
  return z.object({ symbol: symbolCell(only), date: timeCell, return: numberIfKnown((value) => value >= -1 && value < Infinity, RETURN) });
}

/** Some names, and how many more. */
export function named(symbols: readonly string[], most = 5): string {
  return symbols.length <= most ? symbols.join(", ") : `${symbols.slice(0, most).join(", ")} and ${symbols.length - most} more`;
}
