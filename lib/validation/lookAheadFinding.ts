/** A value that depends on the future. */
export type LookAheadFinding = {
  readonly code: "look-ahead";
  /** Which test showed it: rows after the cut taken away, or changed. */
  readonly test: "truncation" | "future perturbation";
  readonly column: string;
  /** First row whose value changed, and when its bar closed. */
  readonly where: { readonly row: number; readonly date: string };
  /** How far the value at that row sees: it changes with the bar so many rows later. */
  readonly barsAhead: number;
  /** The value the past alone allows: what the row held when the future was taken away or changed. */
  readonly expected: number;
  /** The value with the whole series known. */
  readonly got: number;
};

/** One sentence about a finding. */
export function formatLookAhead({ barsAhead, column, expected, got, test, where }: LookAheadFinding): string {
  const bars = barsAhead === 1 ? "bar" : "bars";
  return `"${column}" at row ${where.row} (${where.date}) looks ${barsAhead} ${bars} ahead: ${got} with the later rows, ${expected} when they are ${test === "truncation" ? "taken away" : "changed"}.`;
}
