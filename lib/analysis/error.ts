/** Misuse of an analysis. The text says what was asked, what was wrong and what to do. */
export class AnalysisError extends Error {
  override readonly name = "AnalysisError";
}
