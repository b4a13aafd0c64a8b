import type { Bars } from "../bars.ts";
import { type Finding, FINDING_CODES, placeOf } from "../finding.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { UtcMillis } from "../units.ts";
import { type Adjusted, checkActions } from "./checks/actions.ts";
import { checkMoves, checkOpens, type OutlierMethod } from "./checks/moves.ts";
import { checkTimes } from "./checks/times.ts";
import { checkValues, checkVolume } from "./checks/values.ts";
import { keepFindings } from "./keepFindings.ts";
import { LOOKS_AHEAD } from "../repair/repairPlan.ts";
import { guessCalendar, type TradingCalendar } from "./tradingCalendar.ts";

export type QualityOptions = {
  /** Days and hours that must have bars. Left out: what the symbol and the bars suggest, see `guessCalendar`. */
  readonly calendar?: TradingCalendar;
  /** How a return far from those before it is measured: Hampel's median deviations (default), standard deviations, or interquartile ranges beyond the quartiles. */
  readonly outliers?: OutlierMethod;
  /** Deviations beyond which a return is an outlier. */
  readonly threshold?: number;
  /** The present moment; a bar that closes after it is unfinished. Not judged when left out. */
  readonly now?: UtcMillis;
  /** Known splits and dividends of the symbol. */
  readonly actions?: readonly CorporateAction[];
  /** What the prices are said to be adjusted for. Default "no"; asked only together with actions. */
  readonly adjusted?: Adjusted;
  /** Findings of one kind that are kept; of more than that some, spread evenly, and the first says how many more there were. Default 10,000. */
  readonly most?: number;
};

/** Everything that looks wrong in bars, by row. Clean bars give an empty list; nothing is changed. */
export function checkBars(bars: Bars, { most = 10_000, ...options }: QualityOptions = {}): readonly Finding[] {
  const rank = new Map(FINDING_CODES.map((code, k) => [code, k]));
  return keepFindings(checksOf(bars, options), most).sort((a, b) => a.where.row - b.where.row || rank.get(a.code)! - rank.get(b.code)!);
}

/** One check after the other, so that the memory of one is free for the next. */
function* checksOf(bars: Bars, { actions = [], adjusted = "no", calendar = guessCalendar(bars), now, outliers = "hampel", threshold = 8 }: Omit<QualityOptions, "most">): Generator<Finding> {
  yield* checkTimes(bars, { calendar, ...(now === undefined ? {} : { now }) });
  yield* checkValues(bars);
  yield* checkVolume(bars);
  yield* checkOpens(bars);
  const known = checkActions(bars, actions, adjusted);
  for (const finding of checkMoves(bars, { outliers, threshold })) if (finding.code === "stale price" || !known.explained.has(finding.where.row)) yield finding;
  yield* known.findings;
  yield* history(bars);
  yield* unjudged(bars, calendar);
}

const SURVIVORS = "survivors";

/** Whether a provenance owns up to something that a reader of the bars must know. */
export function isWarning(provenance: string): boolean {
  return provenance.includes(SURVIVORS) || provenance.includes(LOOKS_AHEAD);
}

/** What the provenance owns up to. A symbol chosen because it still exists: what holds for it need not hold for those that have gone. Cells made from later bars: in a backtest they are the future. */
function history(bars: Bars): readonly Finding[] {
  if (bars.closeTime.length === 0) return [];
  const where = placeOf(bars, 0);
  return [
    ...(bars.provenance.includes(SURVIVORS) ? [{ code: "survivor", severity: "note", where, expected: "a symbol chosen by what was known then", got: "one chosen among those that survived" } as const] : []),
    ...(bars.provenance.includes(LOOKS_AHEAD) ? [{ code: "looks ahead", severity: "warning", where, expected: "cells made from what was known before", got: "a repair that used later bars: for a look at the past, not for a backtest" } as const] : []),
  ];
}

/** That nothing was found says little where nothing could be looked for. */
function unjudged(bars: Bars, calendar: TradingCalendar): readonly Finding[] {
  if (calendar !== "unknown" || bars.closeTime.length === 0) return [];
  return [{ code: "unknown calendar", severity: "note", where: placeOf(bars, 0), expected: `the trading days of the exchange of ${bars.symbol}`, got: "none known here: neither gaps nor closed days were judged" }];
}
