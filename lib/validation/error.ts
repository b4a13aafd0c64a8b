/** Misuse of a split or of the look-ahead detector. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
}
