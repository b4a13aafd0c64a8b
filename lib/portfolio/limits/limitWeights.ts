import { PortfolioError } from "../error.ts";
import { percent } from "../percent.ts";
import { inOrder, type Weights, weightsOf } from "../weights.ts";
import { nearestInside, type Region } from "./nearestInside.ts";
import { type LimitCode, type Limits, listLimits } from "./limits.ts";

/** A limit that the wanted weights break, or that stops the limited ones. */
export type LimitFinding = {
  readonly code: LimitCode;
  /** The assets it counts, and its sector where it has one. */
  readonly where: { readonly assets: readonly string[]; readonly sector?: string };
  /** The limit. */
  readonly expected: number;
  /** What the wanted weights had. */
  readonly got: number;
  /** What the limited weights have. */
  readonly limited: number;
};

export type LimitedWeights = { readonly weights: Weights; readonly findings: readonly LimitFinding[] };

/**
 * The weights closest to the wanted ones, by the sum of squared differences, that keep every limit; and which limits bound.
 * Limits only make smaller: no weight grows, none changes its side, what is taken away is cash. Weights inside all limits come back as they are.
 */
export function limitWeights(wanted: Weights, limits: Limits): LimitedWeights {
  const names = Object.keys(wanted);
  if (names.length === 0) throw new PortfolioError("limitWeights: there is no weight; give at least one");
  const before = inOrder("limitWeights", "weight", wanted, names);
  const all = listLimits(names, limits);
  const sized = all.map((limit) => ({ ...limit, got: sizeOf(limit.region, before) }));
  if (sized.every(({ got, region }) => got <= region.most)) return { weights: { ...wanted }, findings: [] };
  const after = nearestInside(before, all.map(({ region }) => region));
  const findings = sized.flatMap(({ code, got, region, sector }): LimitFinding[] => {
    const limited = sizeOf(region, after);
    const binds = got > region.most || limited > region.most * (1 - 1e-9);
    return binds ? [{ code, where: { assets: [...region.members].map((k) => names[k]!), ...(sector === undefined ? {} : { sector }) }, expected: region.most, got, limited }] : [];
  });
  return { weights: weightsOf(names, after), findings };
}

/** One sentence about a finding. */
export function formatLimitFinding({ code, expected, got, limited, where: { assets, sector } }: LimitFinding): string {
  const whose = sector ?? (assets.length > 6 ? `${assets.length} assets` : assets.join(", "));
  return `${code} of ${whose}: ${percent(got)} wanted, ${percent(expected)} allowed, ${percent(limited)} given.`;
}

function sizeOf({ kind, members }: Region, weights: Float64Array): number {
  let [net, gross] = [0, 0];
  for (const k of members) {
    net += weights[k]!;
    gross += Math.abs(weights[k]!);
  }
  return kind === "net" ? Math.abs(net) : gross;
}
