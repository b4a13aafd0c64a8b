import type { Severity } from "../finding.ts";

/** What is odd about bars that were fetched, beyond a single answer. */
export type BackfillFinding = {
  readonly code: "adjusted otherwise" | "split since then" | "not answered for" | "no more there";
  readonly severity: Severity;
  readonly where: { readonly symbol: string; readonly interval: string };
  readonly expected: string;
  readonly got: string;
};
