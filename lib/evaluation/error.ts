/** Misuse of an evaluation, or a fold that cannot be fitted. The text names the column, the fold or the file, and what to do. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
