/** A strategy or parameter that there is not, or parameters that do not go together. The text says what was asked, what there is and what to do. */
export class StrategyError extends Error {
  override readonly name = "StrategyError";
}
