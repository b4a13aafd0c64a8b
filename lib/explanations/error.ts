/** Misuse of an explanation: a model that cannot be explained that way, inputs that it does not have. */
export class ExplanationError extends Error {
  override readonly name = "ExplanationError";
}
