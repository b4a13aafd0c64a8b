import type { Severity } from "../finding.ts";

/** Something in an answer that is not as agreed. `path` names the field: chart.result[0].timestamp. */
export type AnswerFinding = {
  readonly code: "field missing" | "wrong type" | "value impossible" | "row left out" | "answer cut off" | "clock skew" | "nothing there";
  readonly severity: Severity;
  readonly where: { readonly source: string; readonly path: string; readonly row?: number };
  readonly expected: string;
  readonly got: string;
};
