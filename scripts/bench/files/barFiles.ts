import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openStore, sliceBars } from "../../../lib/market/index.ts";
import { exportBars } from "../../data/exportBars.ts";
import { benchBars } from "../series.ts";

const PIECE = 100_000;

/** A folder with bars.csv and bars.parquet of so many minute bars, as `marketbook data export` writes them; gone when this process ends. */
export async function barFiles(rows: number): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "marketbook-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const bars = benchBars(rows);
  const store = await openStore(path.join(folder, "store"));
  for (let row = 0; row < rows; row += PIECE) await store.saveBars(sliceBars(bars, row, Math.min(rows, row + PIECE)));
  const [series] = await store.listSeries();
  for (const name of ["bars.csv", "bars.parquet"]) await exportBars(store, path.join(folder, name), series!, { from: series!.from! - 1, to: series!.to! });
  await store.close();
  rmSync(path.join(folder, "store"), { recursive: true });
  return folder;
}
