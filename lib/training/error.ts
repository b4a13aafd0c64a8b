/** A fit that cannot go on, or a saved model that cannot be read. The text says where and what to do. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
}
