import { cutTree, linkage } from "../../analysis/linkage.ts";
import { type Covariance, correlationOf } from "../covariance/covariance.ts";
import { PortfolioError } from "../error.ts";
import { checkNumber } from "../weights.ts";
import type { Region } from "./nearestInside.ts";

/** Limits of weights, all as shares of the equity. What is left out is not limited. */
export type Limits = {
  /** Largest size of one position, long or short; one number for all, or by asset: one that is not named is not limited. */
  readonly position?: number | Readonly<Record<string, number>>;
  /** Sector of each asset, and the largest sum of sizes in one; one number for all, or by sector. A limit of a sector that no asset is of is refused. */
  readonly sector?: { readonly of: Readonly<Record<string, string>>; readonly most: number | Readonly<Record<string, number>> };
  /** Largest sum of all sizes: 1 is no leverage. */
  readonly gross?: number;
  /** Largest size of longs less shorts. */
  readonly net?: number;
  /** Assets that are all correlated above `above` with one another count as one position of at most `most`. */
  readonly correlation?: { readonly covariance: Covariance; readonly above: number; readonly most: number };
};

export type LimitCode = "position limit" | "sector limit" | "gross limit" | "net limit" | "correlation limit";

/** A limit, the weights it counts, and the sector it is of. */
export type ListedLimit = { readonly code: LimitCode; readonly sector?: string; readonly region: Region };

/** Every limit with the positions of its assets in `names`; limits that make no sense are refused. */
export function listLimits(names: readonly string[], { correlation, gross, net, position, sector }: Limits): readonly ListedLimit[] {
  const everybody = Int32Array.from(names.keys());
  const limited = (code: LimitCode, members: Int32Array, most: number, name?: string): ListedLimit => {
    checkNumber("limitWeights", name === undefined ? code : `${code} of ${name}`, most, "a share from 0", (value) => value >= 0);
    return { code, region: { kind: code === "net limit" ? "net" : "gross", members, most }, ...(code === "sector limit" && name !== undefined ? { sector: name } : {}) };
  };
  if (sector) checkSectors(sector);
  return [
    ...names.flatMap((name, k) => {
      const most = typeof position === "number" ? position : position?.[name];
      return most === undefined ? [] : [limited("position limit", Int32Array.of(k), most, name)];
    }),
    ...(sector ? groupsBy(names, (name) => sectorOf(sector.of, name)).flatMap(([name, members]) => {
      const most = typeof sector.most === "number" ? sector.most : sector.most[name];
      return most === undefined ? [] : [limited("sector limit", members, most, name)];
    }) : []),
    ...(correlation ? alike(names, correlation).map((members) => limited("correlation limit", members, correlation.most)) : []),
    ...(net === undefined ? [] : [limited("net limit", everybody, net)]),
    ...(gross === undefined ? [] : [limited("gross limit", everybody, gross)]),
  ];
}

/** A misspelt sector would be one without a limit. */
function checkSectors({ most, of }: NonNullable<Limits["sector"]>): void {
  const known = [...new Set(Object.values(of))];
  const stranger = typeof most === "number" ? undefined : Object.keys(most).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new PortfolioError(`limitWeights: there is a limit of the sector "${stranger}", which no asset is of; the sectors are ${known.join(", ")}`);
}

function sectorOf(sectors: Readonly<Record<string, string>>, name: string): string {
  const sector = sectors[name];
  if (sector === undefined) throw new PortfolioError(`limitWeights: "${name}" has no sector; name one for each asset`);
  return sector;
}

/** Groups of two and more assets in which every pair is correlated above the limit: complete linkage, cut there. */
function alike(names: readonly string[], { above, covariance }: NonNullable<Limits["correlation"]>): readonly Int32Array[] {
  checkNumber("limitWeights", "correlation above", above, "a correlation from −1 to 1", (value) => value >= -1 && value <= 1);
  const missing = names.find((name) => !covariance.names.includes(name));
  if (missing !== undefined) throw new PortfolioError(`limitWeights: the covariance does not hold "${missing}"; estimate it over all assets`);
  const { values } = correlationOf(covariance);
  const places = names.map((name) => covariance.names.indexOf(name));
  const clusters = cutTree(linkage(places.map((i) => places.map((j) => 1 - values[i]![j]!)), "complete"), 1 - above);
  return groupsBy(names, (_, k) => String(clusters[k])).map(([, members]) => members).filter(({ length }) => length > 1);
}

function groupsBy(names: readonly string[], keyOf: (name: string, k: number) => string): readonly (readonly [string, Int32Array])[] {
  const keys = names.map(keyOf);
  return [...new Set(keys)].map((key) => [key, Int32Array.from(names.keys()).filter((k) => keys[k] === key)] as const);
}
