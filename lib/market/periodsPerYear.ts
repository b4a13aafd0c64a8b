import { MarketError } from "./error.ts";
import type { Series, UtcMillis } from "./units.ts";

const YEAR = 365.25 * 86_400_000;
const CUSTOMARY = [252, 365];

/**
 * Bars in a year, for annualising: (N−1) ÷ years between the first close and the last.
 * Within 5 % of 252 (sessions of a stock exchange) or 365 (a market without holidays) it is that number, as others count. in: close times [N], N ≥ 2
 */
export function periodsPerYear(closeTime: Series<UtcMillis>): number {
  const span = closeTime[closeTime.length - 1]! - closeTime[0]!;
  if (!(span > 0)) throw new MarketError(`periodsPerYear: ${closeTime.length} bars span no time; give at least two, oldest first`);
  const measured = ((closeTime.length - 1) * YEAR) / span;
  return CUSTOMARY.find((count) => Math.abs(measured / count - 1) <= 0.05) ?? measured;
}
