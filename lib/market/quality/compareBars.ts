import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { brief, type Finding, placeOf } from "../finding.ts";

/**
 * Where two sources of one symbol disagree, between the later of their first and the earlier of their last bars: prices further apart than `tolerance`, as a share, and bars that only one has.
 * Places are rows of `a`; of a bar that only `b` has, the row of `b`. Default tolerance: one basis point. Volumes are not compared: exchanges differ.
 */
export function compareBars(a: Bars, b: Bars, { tolerance = 1e-4 }: { readonly tolerance?: number } = {}): readonly Finding[] {
  if (a.interval !== b.interval) throw new MarketError(`compareBars: ${a.interval} and ${b.interval} bars cannot be compared. Bring them to one interval with resampleBars.`);
  const rowOf = new Map(Array.from(b.closeTime, (time, row) => [time, row]));
  const own = new Set(a.closeTime);
  const [from, to] = [Math.max(a.closeTime[0] ?? Infinity, b.closeTime[0] ?? Infinity), Math.min(a.closeTime.at(-1) ?? -Infinity, b.closeTime.at(-1) ?? -Infinity)];
  const isShared = (time: number): boolean => time >= from && time <= to;
  const findings: Finding[] = [];
  a.closeTime.forEach((time, row) => {
    const other = rowOf.get(time);
    if (other === undefined && isShared(time)) findings.push({ code: "only one source", severity: "warning", where: placeOf(a, row), expected: `a bar in ${b.provenance}`, got: "none" });
    if (other === undefined) return;
    for (const column of ["open", "high", "low", "close"] as const) {
      const [mine, theirs] = [a[column][row]!, b[column][other]!];
      if (Number.isNaN(mine) && Number.isNaN(theirs)) continue;
      if (!(Math.abs(mine - theirs) <= tolerance * Math.abs(theirs))) findings.push({ code: "sources differ", severity: "warning", where: placeOf(a, row, column), expected: `${brief(theirs)}, as in ${b.provenance}`, got: brief(mine) });
    }
  });
  b.closeTime.forEach((time, row) => {
    if (isShared(time) && !own.has(time)) findings.push({ code: "only one source", severity: "warning", where: placeOf(b, row), expected: `a bar in ${a.provenance}`, got: "none" });
  });
  return findings.sort((x, y) => x.where.date.localeCompare(y.where.date) || x.where.row - y.where.row);
}
