/** Misuse of a factor or of a table of columns. The text says what was asked, what was wrong and what to do. */
export class FactorError extends Error {
  override readonly name = "FactorError";
}
