/** A search that cannot begin, go on or be read. The text names the setting, the trial or the folder, and what to do. */
export class TuningError extends Error {
  override readonly name = "TuningError";
}
