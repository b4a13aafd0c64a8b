/** Misuse of the portfolio: returns, covariances, weights or equity it cannot work with. The text names the asset and the row. */
export class PortfolioError extends Error {
  override readonly name = "PortfolioError";
}
