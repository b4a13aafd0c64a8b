/** A statistic that cannot be told from the data given, with the reason. It survives JSON, which NaN does not. */
export type NotAvailable = { readonly value: null; readonly reason: string };

/** A number, or the reason why there is none. */
export type Measure = number | NotAvailable;

/** `reason` reads after "N/A:", for example "3 trades, 10 needed". */
export function notAvailable(reason: string): NotAvailable {
  return { value: null, reason };
}

/** The number if it is finite, else the reason. */
export function measured(value: number, reason: string): Measure {
  return Number.isFinite(value) ? value : notAvailable(reason);
}

export function isAvailable(measure: Measure): measure is number {
  return typeof measure === "number";
}

/** Text of a measure, "1.23" or "N/A: 3 trades, 10 needed". */
export function formatMeasure(measure: Measure, format: (value: number) => string = (value) => value.toFixed(2)): string {
  return isAvailable(measure) ? format(measure) : `N/A: ${measure.reason}`;
}

/** The reason why so few returns tell nothing, or undefined if there are enough. in: what is counted, in the plural */
export function tooFew(count: number, fewest: number, what = "returns"): NotAvailable | undefined {
  const needed = Math.max(2, fewest);
  return count < needed ? notAvailable(`${count} ${count === 1 ? what.replace(/s$/, "") : what}, ${needed} needed`) : undefined;
}
