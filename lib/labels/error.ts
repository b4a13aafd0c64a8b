/** Misuse of a label. The text says what was asked, what was wrong and what to do. */
export class LabelError extends Error {
  override readonly name = "LabelError";
}
