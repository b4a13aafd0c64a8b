import { DAY_MILLIS } from "../market/calendars/day.ts";
import type { CorporateAction } from "../market/records/corporateAction.ts";
import { costSentences } from "./costs/index.ts";
import type { Delisting } from "./engine/delisting.ts";
import type { LeakCheck } from "./engine/leakCheck.ts";
import { LONGEST_HOLIDAY } from "./engine/longestHoliday.ts";
import type { Rules } from "./engine/rules.ts";
import { fillSentences } from "./fills/index.ts";
import { percent } from "./percent.ts";

/** When the units held are set anew: when the wanted position changes, or at every bar so that its share of the equity is kept. */
export type Rebalance = "on-change" | "every-bar";

/** An asset whose listing ends, and what its holders get beyond its last close. */
type Delisted = { readonly asset: string; readonly delisting: Delisting };

/** What of a run its rules do not say. */
export type RunFacts = {
  readonly assets: number;
  readonly feeds: number;
  /** Different intervals in which assets are traded. */
  readonly intervals: number;
  /** Kinds of actions that the run was told. */
  readonly actions: ReadonlySet<CorporateAction["kind"]>;
  readonly delistings: readonly Delisted[];
  readonly leaks: LeakCheck & { readonly hasColumns: boolean; /** Whether the strategy was made from bars, so that it can be made from fewer. */ readonly isMade: boolean };
};

/** Everything a run takes for granted, as sentences for the report. They follow from the options: what was not used is not spoken of. */
export function assumptionsOf(rules: Rules, facts: RunFacts): string[] {
  const { capital, fills } = rules;
  return [
    "What is decided at the close of a bar is traded at the open of the next one at the earliest. The decision of the last bar is never traded.",
    ...fillSentences(fills),
    "A bar without an open fills nothing: the order waits for the next bar with one, unless a newer target replaces it.",
    ...costSentences(rules.costs),
    `The run starts with ${capital} in cash, flat. Units may be fractions.`,
    ...marginSentences(rules),
    ...actionSentences(facts),
    ...marketSentences(facts),
    ...leakSentences(facts),
    "Equity is marked at the close. A position still held after the last bar is marked at its close, without exit costs.",
    "Equity at or below 0 is ruin: all positions are closed at their next opens, at whatever is lost beyond the equity, and nothing is traded after it.",
    ...(facts.feeds > 1 ? [`A position that a margin call or ruin closes, of an asset without a bar for ${LONGEST_HOLIDAY / DAY_MILLIS} days, goes for the worst price of its last bar: a long one for the low, a short one for the high.`] : []),
  ];
}

/** The sentence of a strategy that follows wanted positions. */
export function rebalanceSentence(rebalance: Rebalance): string {
  return rebalance === "on-change"
    ? "Units are set when the wanted position changes and then held, so that its share of the equity drifts with the price."
    : "Units are set anew at every open, so that the position keeps its share of the equity.";
}

function marginSentences({ margin: { leverage, maintenance } }: Rules): string[] {
  return [
    `Positions may be worth ${leverage === 1 ? "the whole equity" : `${leverage} times the equity`} when they are set, long and short added. An order or a target of units that would lead beyond is rejected, a target share is cut to what is left. Later the price may carry them beyond.`,
    ...(maintenance > 0 ? [`Equity below ${maintenance} of what the positions are worth is a margin call: all orders are cancelled and all positions closed at their next opens.`] : []),
  ];
}

function actionSentences({ actions, delistings }: RunFacts): string[] {
  const [splits, dividends] = [actions.has("split"), actions.has("dividend")];
  return [
    ...(splits ? ["Splits change units, open orders and no worth. Prices are as they traded: a strategy sees the jumps."] : []),
    ...(dividends ? ["Dividends are paid in cash at the first bar of the ex-day, to long positions and by short ones, without taxes. Prices fall by them, and a strategy sees it."] : []),
    ...(splits && dividends ? [] : [`${splits ? "Dividends" : dividends ? "Splits" : "Dividends and splits"} are in the prices or nowhere.`]),
    ...delistingSentences(delistings),
  ];
}

/** Delisting returns that the sentence names one by one. */
const NAMED = 8;

function delistingSentences(delistings: readonly Delisted[]): string[] {
  if (delistings.length === 0) return [];
  const known = delistings.flatMap(({ asset, delisting: { delistingReturn } }) => (delistingReturn === undefined ? [] : [`${asset} ${percent(delistingReturn)}`]));
  const returns = `, changed by its delisting return where one is given (${known.slice(0, NAMED).join(", ")}${known.length > NAMED ? ` and ${known.length - NAMED} more` : ""})`;
  return [
    `A delisted asset is closed at its last close${known.length > 0 ? returns : ""}, with the costs of a fill unless it is worth nothing; later orders for it are rejected.`,
    ...(known.length < delistings.length ? ["A delisting without a delisting return counts as if its holders had got the last close: too much where a company failed."] : []),
  ];
}

function marketSentences({ assets, feeds, intervals }: RunFacts): string[] {
  return [
    ...(assets > 1 ? ["An asset without a bar at some moment keeps its last close, and its orders wait for its next bar. At an open, positions in other assets count at their opens if they opened by then, else at their last closes. The opens of one moment come before what happens inside its bars, and of the opens first what makes a position smaller; else assets come in the order given."] : []),
    ...(intervals > 1 ? ["Fills are booked at the close of their bar, and sized by the account as it is then: of a long bar, after what shorter bars traded since it opened."] : []),
    ...(feeds > assets ? ["An asset with bars of several intervals is traded in the shortest; the longer ones are seen once they have closed."] : []),
  ];
}

/** What was tried, and what nobody can try. */
function leakSentences({ leaks: { columns, decisions, hasColumns, isMade, isOn } }: RunFacts): string[] {
  const tried = isMade
    ? "The strategy was made anew from bars of the beginning, with the later ones cut off and changed, and decided the same: evidence, not proof, that it does not look ahead."
    : `The strategy ran again on bars of the beginning${hasColumns ? ", also with the later ones cut off and changed," : ""} and decided the same. What it holds of its own, such as prices or forecasts read before the run, cannot be cut off: whether that knows the future was not tried.`;
  const untried = `Whether the decisions know later bars was not tried${isOn ? ": there were too few bars, or nothing was decided in the first ones" : ""}.`;
  return [
    ...(hasColumns && !columns ? ["The strategy's columns were not tried for look-ahead: they may know the future."] : []),
    ...(hasColumns && columns ? ["The strategy's columns were computed on bars of the beginning, the middle and the end with the later ones cut off and changed, and stayed the same: evidence, not proof, that they do not look ahead."] : []),
    decisions ? tried : untried,
  ];
}
