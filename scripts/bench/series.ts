import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BAR_COLUMNS, mapBars, type Bars } from "../../lib/market/bars.ts";
import { randomKey, randomStream } from "../../lib/random/index.ts";

const MINUTE = 60_000;
const SIZE = 8;

/**
 * Minute bars of a walk that is pulled back to 100, the same for the same count. Prices are in cents, so that bars with equal prices,
 * gaps and every shape of candle occur, as they do on a market.
 */
export function benchBars(rows: number): Bars {
  const { normal } = randomStream(randomKey(5));
  const column = () => new Float64Array(rows);
  const bars: Bars = {
    symbol: "WALK", interval: "1m", provenance: `pulled-back walk, seed 5, ${rows} bars`,
    closeTime: column(), open: column(), high: column(), low: column(), close: column(), volume: column(),
  };
  const cents = (price: number) => Math.round(100 * price) / 100;
  let logarithm = 0;
  for (let t = 0; t < rows; t++) {
    const open = cents(100 * Math.exp(logarithm + 2e-4 * normal()));
    logarithm = 0.9999 * logarithm + 1e-3 * normal();
    const close = cents(100 * Math.exp(logarithm));
    bars.closeTime[t] = Date.UTC(2022, 0, 3) + (t + 1) * MINUTE;
    bars.open[t] = open;
    bars.close[t] = close;
    bars.high[t] = cents(Math.max(open, close) * Math.exp(5e-4 * Math.max(0, normal())));
    bars.low[t] = cents(Math.min(open, close) * Math.exp(-5e-4 * Math.max(0, normal())));
    bars.volume[t] = Math.round(1e4 * Math.exp(0.5 * normal()));
  }
  return bars;
}

/** Writes each column as a file of little-endian float64. */
export function writeSeries(folder: string, bars: Bars): void {
  for (const name of BAR_COLUMNS) {
    const { buffer, byteLength, byteOffset } = bars[name];
    writeFileSync(fileOf(folder, name), new Uint8Array(buffer, byteOffset, byteLength));
  }
}

/** The first rows of a series that was written. */
export function readSeries(folder: string, rows: number): Bars {
  return mapBars({ ...benchBars(0), provenance: "written for the benchmark" }, (_, name) => {
    const bytes = readFileSync(fileOf(folder, name));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + rows * SIZE));
  });
}

function fileOf(folder: string, column: string): string {
  return path.join(folder, `${column}.f64`);
}
