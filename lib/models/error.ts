/** Misuse of a model. The text says what was asked, what was wrong and what to do. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}
