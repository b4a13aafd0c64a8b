import { z } from "zod";
import { isoDate } from "../../market/bars.ts";
import { DAY_MILLIS } from "../../market/calendars/day.ts";
import type { CorporateAction } from "../../market/records/corporateAction.ts";
import { checkedRows, namedRows } from "../namedRows.ts";
import { BacktestError } from "../error.ts";
import { numberCell, symbolCell, timeCell } from "./cells.ts";
import { named } from "./parseDelistingsCsv.ts";

/** Splits and dividends of a file for the assets of a run. */
export type ReadActions = { readonly actions: readonly CorporateAction[]; /** Symbols of rows that are of other assets. */ readonly others: readonly string[] };

const VALUE = "Write a number above 0: of a split the new shares for an old one, such as 4 for 4:1 and 0.1 for 1:10, of a dividend the money a share.";

/**
 * Splits and dividends from the text of a CSV file: symbol, ex-day (date), kind (split or dividend), value. The symbol may be left out where there is one asset. A dividend is for a share of its ex-day, as it was paid.
 * A bad row is an error that names file, line and column, and so is a file that has nothing of the assets.
 */
export function parseActionsCsv(text: string, file: string, assets: readonly string[]): ReadActions {
  const only = assets.length === 1 ? assets[0] : undefined;
  const rows = checkedRows(namedRows(text, file, { what: "splits or dividends", columns: ["symbol", "date", "kind", "value"], needed: [...(only === undefined ? ["symbol"] : []), "date", "kind", "value"] }), file, rowOf(only));
  const lines = new Map<string, number>();
  const actions = rows.map(({ date, kind, line, symbol, value }): CorporateAction => {
    const exTime = firstMomentOf(date);
    const same = `${symbol} ${kind} ${exTime} ${value}`;
    if (lines.has(same)) throw new BacktestError(`${file}, line ${line}: the ${kind} of ${symbol} on ${isoDate(exTime)} stands in line ${lines.get(same)} already, and would count twice. Give it once.`);
    lines.set(same, line);
    return kind === "split" ? { kind, symbol, exTime, ratio: value } : { kind, symbol, exTime, amount: value };
  });
  const own = actions.filter(({ symbol }) => assets.includes(symbol));
  const others = [...new Set(actions.map(({ symbol }) => symbol))].filter((symbol) => !assets.includes(symbol));
  if (own.length === 0) throw new BacktestError(`${file}: no row is of ${assets.join(", ")}; it has ${named(others)}. Name the assets as their bars are named, or leave the file out.`);
  return { actions: own, others };
}

function rowOf(only: string | undefined) {
  return z.object({
    symbol: symbolCell(only),
    date: timeCell,
    kind: z.string().transform((kind) => kind.toLowerCase()).pipe(z.enum(["split", "dividend"], { error: ({ input }) => `${input === "" ? "the cell is empty" : `"${String(input)}" is no kind`}. Write split or dividend.` })),
    value: numberCell((value) => value > 0 && value < Infinity, VALUE),
  });
}

/** A day of the exchange begins, wherever on earth, near the midnight of UTC; a moment is one. */
function firstMomentOf(time: number): number {
  return (time + 1) % DAY_MILLIS === 0 ? time + 1 - DAY_MILLIS : time;
}
