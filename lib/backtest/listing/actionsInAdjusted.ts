import { adjustedAmount } from "../../market/actions/dividendAmount.ts";
import type { CorporateAction } from "../../market/records/corporateAction.ts";

/** What a run has to be told beside bars whose prices are adjusted for all of these splits already: the dividends alone, each for a share as those prices count it. A split is no more seen there, and would count twice. */
export function actionsInAdjusted(actions: readonly CorporateAction[]): readonly CorporateAction[] {
  return actions.flatMap((action) => (action.kind === "dividend" ? [{ kind: action.kind, symbol: action.symbol, exTime: action.exTime, amount: adjustedAmount(action, actions) }] : []));
}
