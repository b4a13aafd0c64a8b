import type { Line } from "../engine/line.ts";
import { compile, type Program } from "../engine/program.ts";
import { FactorError } from "../error.ts";

/** Refuses to compute of one asset what compares several. */
export function refuseSections(program: Program, ids: readonly string[], lines: readonly Line[], symbol: string): void {
  if (!hasSections(program)) return;
  const id = ids.find((_, k) => hasSections(compile([lines[k]!])));
  throw new FactorError(`"${id}" compares assets with each other, ${symbol} is one. Give the bars of several: computePanel({ ${symbol}: bars, … }, ["${id}"]).`);
}

function hasSections({ stages }: Program): boolean {
  return stages.some(({ sections }) => sections.length > 0);
}
