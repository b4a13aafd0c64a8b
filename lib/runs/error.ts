/** Misuse of a run, its record or its notebooks. The text says what was asked, what was wrong and what to do. */
export class RunError extends Error {
  override readonly name = "RunError";
}
