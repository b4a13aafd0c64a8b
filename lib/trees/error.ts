/** What a tree library refused, or why it cannot be had. The text says what was asked, what was wrong and what to do. */
export class TreeError extends Error {
  override readonly name = "TreeError";
}
