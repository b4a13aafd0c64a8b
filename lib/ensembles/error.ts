/** Misuse of an ensemble: members of other lengths, weights that fit no member. */
export class EnsembleError extends Error {
  override readonly name = "EnsembleError";
}
