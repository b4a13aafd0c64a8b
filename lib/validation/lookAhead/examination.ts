import { formatBarTime } from "../../market/barTime.ts";
import type { UtcMillis } from "../../market/units.ts";
import { split, type RandomKey } from "../../random/index.ts";
import type { RowRange } from "../split.ts";
import type { Cut } from "./chooseCuts.ts";
import { firstDifference } from "./difference.ts";
import type { Refusal, Table, Traced } from "./inquiry.ts";
import { countUpTo, panelBetween, withOtherFuture, withoutFuture, type Panel } from "./panel.ts";

/** What all tests of one function share. */
export type Examination = {
  readonly panel: Panel;
  /** Every moment at which a bar closes. */
  readonly clock: Float64Array;
  /** Moments of the clock whose rows are judged. */
  readonly judged: RowRange;
  readonly key: RandomKey;
  readonly tolerance: number;
  /** The columns from everything, and what a usual value of each is. */
  readonly whole: Table;
  readonly sizes: ReadonlyMap<string, number>;
  readonly refusals: Refusal[];
};

/** A column seen to look ahead: its first row that changed, and the first moment of the clock that was not known. */
export type Suspect = { readonly test: Cut["test"]; readonly traced: Traced; readonly row: number; readonly at: number; readonly expected: number; readonly got: number };

/** A piece of the history and the columns from it. */
export type World = { readonly panel: Panel; readonly baseline: Table; readonly from: UtcMillis };

/** Everything: the history and the columns from it. */
export function wholeWorld({ clock, panel, whole }: Examination): World {
  return { panel, baseline: whole, from: clock[0]! };
}

/** The panel of a test: without what closes from moment `at` on, or with other bars there. */
export function changed(examination: Examination, panel: Panel, { at, test }: Cut, asset?: string): Panel {
  const known = examination.clock[at - 1]!;
  return test === "truncation" ? withoutFuture(panel, known, asset) : withOtherFuture(panel, known, split(examination.key, "future"), asset);
}

/** The columns whose judged rows before moment `at` differ between a world and what was made without its future. */
export function* suspects(examination: Examination, { baseline, from, panel }: World, partial: Table, { at, test }: Cut): Generator<Suspect> {
  const { clock, judged, sizes, tolerance } = examination;
  const first = Math.max(from, clock[judged.from]!);
  const last = clock[Math.min(at, judged.to) - 1]!;
  const ranges = new Map(Object.entries(panel).map(([symbol, { closeTime }]) => [symbol, { from: countUpTo(closeTime, first - 1), to: countUpTo(closeTime, last) }]));
  for (const [id, traced] of baseline) {
    const size = sizes.get(id);
    const range = ranges.get(traced.symbol);
    if (size === undefined || range === undefined) continue;
    const row = firstDifference(traced.values, partial.get(id)?.values, range, size, tolerance);
    if (row < 0) continue;
    const offset = countUpTo(examination.panel[traced.symbol]!.closeTime, from - 1);
    yield { test, traced, row: row + offset, at, expected: partial.get(id)?.values[row] ?? Number.NaN, got: traced.values[row]! };
  }
}

/** Moments of the clock from a suspect's row to what it was not to know: its look ahead, counted in moments. */
export function momentsAhead({ clock, panel }: Examination, { at, row, traced }: Suspect): number {
  return at + 1 - countUpTo(clock, panel[traced.symbol]!.closeTime[row]!);
}

/** Of two suspects the one that sees further; of equals the one at the earlier row. */
export function further(examination: Examination, a: Suspect | undefined, b: Suspect): Suspect {
  if (a === undefined) return b;
  const difference = momentsAhead(examination, b) - momentsAhead(examination, a);
  return difference > 0 || (difference === 0 && b.row < a.row) ? b : a;
}

/** A piece of the history between two moments of the clock. */
export function pieceOf({ clock, panel }: Examination, from: number, to: number): Panel {
  return panelBetween(panel, clock[from]!, clock[to]!);
}

/** Row and date of a column. */
export function placeOf({ panel }: Examination, { symbol }: Traced, row: number): { readonly row: number; readonly date: string } {
  return { row, date: formatBarTime(panel[symbol]!.closeTime[row]!) };
}
