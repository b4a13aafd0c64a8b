/** Misuse of a figure or a table. The text says what was asked, what was wrong and what to do. */
export class ShowError extends Error {
  override readonly name = "ShowError";
}
