import { fromCSV } from "arquero";
import * as dfd from "danfojs-node";
import { readFile } from "node:fs/promises";
import { readBarsCsv } from "../../../lib/market/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";
import { SERIES_FILE } from "./series.ts";

const ours = () => readBarsCsv(SERIES_FILE, { symbol: "SP500", interval: "1d" });

async function contest(peer: string, target: number, theirs: () => Promise<unknown>, close: () => Promise<ArrayLike<number>>): Promise<Contest> {
  return {
    work: "read bars from CSV", peer: packageVersion(peer), target, ours, theirs,
    agree: async () => firstDifference((await ours()).close, await close(), { tolerance: 0 }),
  };
}

/** A file of bars to columns; ours also checks each row, which a general reader does not. */
export function readByArquero(): Promise<Contest> {
  const read = async () => fromCSV(await readFile(SERIES_FILE, "utf8"));
  return contest("arquero", 1, read, async () => Float64Array.from((await read()).array("close")));
}

export function readByDanfo(): Promise<Contest> {
  const read = () => dfd.readCSV(SERIES_FILE);
  return contest("danfojs-node", 5, read, async () => numbers((await read()).column("close").values));
}

function numbers(values: unknown): number[] {
  return Array.isArray(values) ? values.map(Number) : [];
}
