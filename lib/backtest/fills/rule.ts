import { BacktestError } from "../error.ts";
import { percent } from "../percent.ts";

/** How bars fill orders. */
export type FillOptions = {
  /** A limit is filled when the price trades through it, or already when it is touched. Default "through". */
  readonly limits?: "through" | "touch";
  /** Largest share of a bar's volume that the orders of its asset take together. Default: no limit. */
  readonly maxVolumeShare?: number;
};

export type FillRule = { readonly limits: "through" | "touch"; readonly maxVolumeShare: number };

/** The rule with its defaults, refused unless the share is a number above 0, at most 1. */
export function fillRuleOf({ limits = "through", maxVolumeShare = Number.POSITIVE_INFINITY }: FillOptions = {}): FillRule {
  if (limits !== "through" && limits !== "touch") throw new BacktestError(`fills: limits must be "through" or "touch", got ${JSON.stringify(limits)}`);
  if (!(maxVolumeShare > 0) || (maxVolumeShare > 1 && maxVolumeShare !== Number.POSITIVE_INFINITY)) {
    throw new BacktestError(`fills: maxVolumeShare must be a share of a bar's volume above 0, at most 1, got ${maxVolumeShare}; leave it out for no limit`);
  }
  return { limits, maxVolumeShare };
}

/** The rule in sentences, for the report. */
export function fillSentences({ limits, maxVolumeShare }: FillRule): string[] {
  return [
    "An order is looked at first in the first bar of its asset that opens at its decision or later. A market order is filled at that bar's open.",
    limits === "through"
      ? "A limit order is filled at the open if that is as good as its limit, else at its limit if the bar trades through it. A touch is no fill."
      : "A limit order is filled at the open if that is as good as its limit, else at its limit if the bar touches it.",
    "A stop is filled at the open if the bar opens beyond it (the gap is paid), else at its price if the bar reaches it.",
    "A stop-limit order triggered inside a bar is filled in that bar only if the bar closes on the good side of the limit; else it waits as a limit order.",
    "A trailing stop follows the extremes of the bars before the present one.",
    "Of a stop and a limit that one bar reaches inside, the stop comes first: the stop loss before the take profit.",
    "After an entry inside a bar the stop loss may be hit in that bar, by any price of it; the take profit may not.",
    Number.isFinite(maxVolumeShare)
      ? `Orders take at most ${percent(maxVolumeShare)} of a bar's volume together; the rest waits, a stop that was reached as a market order, unless its time in force is over.`
      : "Orders are filled whole: the volume of the bar is no limit.",
  ];
}
