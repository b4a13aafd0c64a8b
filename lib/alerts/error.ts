/** Misuse of alerts, or a channel that could not deliver. The text says what was asked, what was wrong and what to do. */
export class AlertError extends Error {
  override readonly name = "AlertError";
}
