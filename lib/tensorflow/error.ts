/** Misuse of the engine or of a layer. The text says what was asked, what was wrong and what to do. */
export class TensorflowError extends Error {
  override readonly name = "TensorflowError";
}
