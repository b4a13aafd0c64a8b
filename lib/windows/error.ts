/** Misuse of windows. */
export class WindowError extends Error {
  override readonly name = "WindowError";
}
