/** One value that a choice may take; survives JSON. */
export type Choice = string | number | boolean | readonly number[];

/** What a search may draw for one setting. Ends are included. */
export type Range =
  /** Any number; `log` draws its logarithm evenly. */
  | { readonly kind: "float"; readonly low: number; readonly high: number; readonly log?: boolean }
  /** Whole numbers low, low + step … ≤ high. */
  | { readonly kind: "whole"; readonly low: number; readonly high: number; readonly log?: boolean; readonly step?: number }
  /** One of these, in no order. */
  | { readonly kind: "choice"; readonly values: readonly Choice[] };

/** Ranges by the name of the setting. Settings that are not named keep their defaults. */
export type SearchSpace = Readonly<Record<string, Range>>;

/** Whether a value lies in a range. */
export function liesIn(range: Range, value: unknown): boolean {
  if (range.kind === "choice") return range.values.some((choice) => JSON.stringify(choice) === JSON.stringify(value));
  if (typeof value !== "number" || !(value >= range.low && value <= range.high)) return false;
  return range.kind === "float" || (Number.isInteger(value) && (value - range.low) % (range.step ?? 1) === 0);
}

/** A range in words: "1e-4 .. 1e-2 (log)". */
export function rangeText(range: Range): string {
  if (range.kind === "choice") return range.values.map((choice) => (typeof choice === "string" ? choice : JSON.stringify(choice))).join(" | ");
  const step = range.kind === "whole" && range.step !== undefined ? ` in steps of ${range.step}` : "";
  return `${range.low} .. ${range.high}${step}${range.log ? " (log)" : ""}`;
}
