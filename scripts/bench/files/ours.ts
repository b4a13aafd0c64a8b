/** `marketbook data import` and `export` in a process of its own. */
import { rmSync } from "node:fs";
import path from "node:path";
import { BAR_COLUMNS, openStore } from "../../../lib/market/index.ts";
import { exportBars } from "../../data/exportBars.ts";
import { importBars } from "../../data/importBars.ts";
import { peakMemory } from "../peakMemory.ts";
import { secondsOfAwaited, serve } from "../peers/conversation.ts";
import type { Format, Question } from "./protocol.ts";

let folder = "";
const place = (): string => path.join(folder, "ours");

async function importFile(format: Format): Promise<void> {
  rmSync(place(), { recursive: true, force: true });
  const store = await openStore(place());
  const [report] = await importBars(store, [path.join(folder, `bars.${format}`)], { symbol: "X", interval: undefined, stamps: undefined, zoneless: "error", decimal: "point" });
  await store.close();
  if (report?.error !== undefined) throw new Error(report.error);
}

async function exportFile(format: Format): Promise<void> {
  const store = await openStore(place());
  const [series] = await store.listSeries();
  await exportBars(store, path.join(folder, `ours.${format}`), series!, { from: series!.from! - 1, to: series!.to! });
  await store.close();
}

async function digest(): Promise<object> {
  const store = await openStore(place());
  const bars = await store.openBars("X", { interval: "1m" });
  await store.close();
  const sumOf = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);
  const [times, ...values] = BAR_COLUMNS.map((name) => sumOf(bars[name]));
  return { rows: bars.closeTime.length, times, values: values.reduce((total, value) => total + value, 0) };
}

serve((line) => {
  const question: Question = JSON.parse(line);
  switch (question.ask) {
    case "open":
      folder = question.folder;
      return { versions: `Node ${process.versions.node}` };
    case "import": return secondsOfAwaited(question.count, () => importFile(question.format));
    case "export": return secondsOfAwaited(question.count, () => exportFile(question.format));
    case "digest": return digest();
    case "memory": return { bytes: peakMemory() };
  }
});
