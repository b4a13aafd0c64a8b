import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { UtcMillis } from "../units.ts";
import { isoDate } from "../bars.ts";

/** A day of a chart: its close adjusted for splits, and that adjusted for dividends too. What is missing is NaN. */
type ChartDay = { readonly closeTime: UtcMillis; readonly close: number; readonly adjusted: number };
/** closeTime: that of a bar of the ex-day. */
type Paid = { readonly closeTime: UtcMillis; readonly amount: number };

/** Share of an amount that rounding and a later correction may make; a forgotten split changes it by half at least. */
const TOLERANCE = 0.2;
/** The adjusted closes come with seven digits. */
const ROUNDING = 1e-5;

/**
 * Dividends that are not on the scale of the prices. The source adjusts the closes before an ex-day by 1 − amount / close before it (help.yahoo.com/kb/SLN28256.html),
 * so each amount can be read back: close before − adjusted before · close / adjusted. A dividend of old shares beside prices of new ones shows here.
 */
export function offScale(source: string, path: string, dividends: readonly Paid[], days: readonly ChartDay[]): readonly AnswerFinding[] {
  const known = days.filter(({ adjusted, close }) => close > 0 && adjusted > 0);
  return known.slice(1).flatMap((day, place) => {
    const before = known[place]!;
    const between = dividends.filter(({ closeTime }) => closeTime > before.closeTime && closeTime <= day.closeTime);
    if (between.length === 0) return [];
    const paid = between.reduce((sum, { amount }) => sum + amount, 0);
    const counted = before.close - (before.adjusted * day.close) / day.adjusted;
    if (Math.abs(counted - paid) <= TOLERANCE * paid + ROUNDING * before.close) return [];
    const date = isoDate(day.closeTime);
    return [{ code: "value impossible", severity: "warning", where: { source, path }, expected: `a dividend of ${counted.toPrecision(3)} on ${date}, as the adjusted closes count it`, got: String(paid) }];
  });
}
