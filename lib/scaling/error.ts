/** Misuse of a scaler. */
export class ScalingError extends Error {
  override readonly name = "ScalingError";
}
