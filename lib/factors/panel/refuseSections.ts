import type { Line } from "../engine/line.ts";
import type { Program } from "../engine/program.ts";
import { sectionsOf } from "../engine/section.ts";
import { FactorError } from "../error.ts";

/** Refuses to compute of one asset what compares several. */
export function refuseSections(program: Program, ids: readonly string[], lines: readonly Line[], symbol: string): void {
  if (program.stages.every(({ sections }) => sections.length === 0)) return;
  const id = ids.find((_, k) => sectionsOf(lines[k]!).length > 0);
  throw new FactorError(`"${id}" compares assets with each other, ${symbol} is one. Give the bars of several: computePanel({ ${symbol}: bars, … }, ["${id}"]).`);
}
