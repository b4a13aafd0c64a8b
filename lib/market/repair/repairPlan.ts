import type { Place } from "../finding.ts";
import type { TradingCalendar } from "../quality/tradingCalendar.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { UtcMillis } from "../units.ts";

/** What is done about each kind of fault. Nothing is chosen for the reader: what a plan does not name stays as it is, to the last bit. */
export type RepairPlan = {
  /** Times out of order are sorted, of equal times the first or the last row is kept. "keep" with such rows is an error when gaps are to be filled or splits adjusted. */
  readonly order: "keep" | "sortKeepFirst" | "sortKeepLast";
  /** Bars at the end that had not closed at `now`, which "drop" needs. Left out: they stay. */
  readonly unfinished?: "keep" | "drop";
  readonly now?: UtcMillis;
  /** Bars that cannot be: a price not above 0, high below low, open or close outside. "missing" empties all their prices. */
  readonly badBars: "keep" | "missing" | "drop";
  /**
   * "adjust" counts what came before each split of `actions` in the shares after it, where the prices do jump by it. Left out: splits stay.
   * A split that was only suspected is never touched: `confirmSplit` makes an action of it.
   */
  readonly splits?: "keep" | "adjust";
  readonly actions?: readonly CorporateAction[];
  /** Jumps that go back at once. Markets do this too: look before you choose. */
  readonly outliers: "keep" | "missing" | "drop";
  /** Empty cells, those emptied above included. "interpolate" uses the next known price and so looks ahead. */
  readonly missing: "keep" | "drop" | "forwardFill" | "interpolate";
  /** Robust deviations beyond which a jump is an outlier. */
  readonly threshold?: number;
  /** Lets a fill bridge the time in which the market was shut. */
  readonly acrossSessions?: boolean;
  /** Whose hours say when it was shut. Left out: what the symbol and the bars suggest, see `guessCalendar`. */
  readonly calendar?: TradingCalendar;
  /** Bars in a row that a forward fill may fill; the rest of a longer gap stays missing. Without it any number. */
  readonly fillLimit?: number;
};

export type Change = {
  readonly code: "sorted" | "duplicate dropped" | "unfinished dropped" | "emptied" | "dropped" | "split adjusted" | "filled forward" | "interpolated";
  /** Row in the bars as they were before this step, or its time where rows have moved. */
  readonly where: Place;
  readonly from: number;
  readonly to: number;
  readonly why: string;
  /** The new value depends on a later bar: right for a study of the past, wrong in a backtest. */
  readonly looksAhead: boolean;
  /** Of a split: `where` and all rows before it were multiplied alike. */
  readonly scaled?: { readonly price: number; readonly volume: number };
};

/** What the provenance of bars says whose repair used later bars; `checkBars` reads it. */
export const LOOKS_AHEAD = "looks ahead";

/** What was done, for the provenance. Kinds and no counts, so that bars cut earlier say the same. */
export function repairRemark(changes: readonly Change[]): string {
  const codes = [...new Set(changes.map(({ code }) => code))].join(", ");
  return changes.length === 0 ? "" : `; repaired: ${codes}${changes.some((change) => change.looksAhead) ? `, which ${LOOKS_AHEAD}` : ""}`;
}
