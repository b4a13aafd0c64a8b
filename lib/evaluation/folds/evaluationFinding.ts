/** What is odd about a fold but does not stop it. `fold` is its number in the plan. */
export type EvaluationFinding = {
  readonly code:
    /** One value in all training rows of the fold: it can teach nothing. */
    | "constant-column"
    /** A column holds infinities; its rows are left out. */
    | "infinite-values"
    /** More than half of the fold's training rows have a missing input or target. */
    | "many-missing-rows"
    /** Fewer classes in the training rows than the label has. */
    | "missing-class"
    /** All targets of the training rows are equal. */
    | "constant-target"
    /** Some rows of the test have no forecast, because an input or the label is missing. */
    | "untested-rows"
    /** The model could not be fitted on this fold; it has no forecast there. */
    | "fold-failed";
  readonly where: { readonly fold: number; readonly column?: string; readonly model?: string };
  readonly expected: string;
  readonly got: string;
};

/** A finding as a line of text. */
export function formatEvaluationFinding({ code, expected, got, where }: EvaluationFinding): string {
  const place = [`fold ${where.fold + 1}`, ...(where.model === undefined ? [] : [where.model]), ...(where.column === undefined ? [] : [`column "${where.column}"`])].join(", ");
  return `${code} in ${place}: expected ${expected}, got ${got.replace(/\.$/, "")}. ${REMEDIES[code]}`;
}

const REMEDIES: Readonly<Record<EvaluationFinding["code"], string>> = {
  "constant-column": "Leave the column out, or take more rows.",
  "infinite-values": "Look for a division by zero in the column's factor.",
  "many-missing-rows": "Look for the column with the longest warm-up, or take more rows.",
  "missing-class": "Take more rows, or a label whose classes are more even.",
  "constant-target": "Look at the bars of these rows: prices that never move teach nothing.",
  "untested-rows": "Clean the columns of those rows to have them judged too.",
  "fold-failed": "The other folds stand; mend the cause, and resume fits what is missing.",
};
