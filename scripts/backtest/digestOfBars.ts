import { createHash } from "node:crypto";
import { BAR_COLUMNS, type Bars } from "../../lib/market/index.ts";

/** SHA-256 of bars: names, intervals and the bits of every column. */
export function digestOfBars(all: readonly Bars[]): string {
  const hash = createHash("sha256");
  for (const bars of all) {
    hash.update(`${bars.symbol} ${bars.interval}\n`);
    for (const name of BAR_COLUMNS) hash.update(new Uint8Array(bars[name].buffer, bars[name].byteOffset, bars[name].byteLength));
  }
  return hash.digest("hex");
}
