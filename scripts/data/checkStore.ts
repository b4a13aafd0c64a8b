import { writeFile } from "node:fs/promises";
import type { Bars, Interval } from "../../lib/market/bars.ts";
import type { Finding } from "../../lib/market/finding.ts";
import { checkBars, qualityReport, type QualityRow } from "../../lib/market/index.ts";
import { keepFindings } from "../../lib/market/quality/keepFindings.ts";
import { storedActions } from "../../lib/market/quality/storedActions.ts";
import type { MarketStore, StoreFinding } from "../../lib/market/store/marketStore.ts";
import { writeDraft } from "../outputFile.ts";
import { countLine } from "../progress.ts";

export type CheckedSeries = { readonly symbol: string; readonly interval: Interval; readonly rows: readonly QualityRow[]; readonly first: Finding | undefined };
type Pictured = { readonly name: string; readonly findings: readonly Finding[]; readonly bars?: Bars };

/** What is wrong with the bars of a series, or of all; drawn into a file where one is named. */
export async function checkStore(store: MarketStore, { figure, interval, symbol }: { readonly symbol: string | undefined; readonly interval: Interval | undefined; readonly figure: string | undefined }): Promise<readonly CheckedSeries[]> {
  const series = (await store.listSeries()).filter((one) => (symbol === undefined || one.symbol === symbol) && (interval === undefined || one.interval === interval));
  // An unknown series is an error that says what there is.
  if (series.length === 0 && symbol !== undefined) await store.openBars(symbol, interval === undefined ? {} : { interval });
  const [reports, pictured]: [CheckedSeries[], Pictured[]] = [[], []];
  for (const one of series) {
    const { interval: own, symbol: name } = one;
    const bars = await store.openBars(name, { interval: own });
    const found = checkBars(bars, { now: Date.now(), ...(await storedActions(store, one)) });
    // Of one series the bars are drawn with all that was found, of a whole store only how often.
    if (figure !== undefined) pictured.push(series.length === 1 ? { name: `${name} ${own}`, findings: found, bars } : { name: `${name} ${own}`, findings: keepFindings(found, 1) });
    reports.push({ symbol: name, interval: own, rows: qualityReport(found), first: found.find(({ severity }) => severity === "error") });
  }
  if (figure !== undefined) await writePicture(figure, pictured);
  return reports;
}

async function writePicture(file: string, series: readonly Pictured[]): Promise<void> {
  const [only] = series;
  if (only === undefined) throw new Error("there is nothing to draw: the store holds no such bars");
  const { figurePng, qualityFigure, qualityHeatMap } = await import("../../lib/show/index.ts");
  const png = figurePng(only.bars === undefined ? qualityHeatMap(series) : qualityFigure(only.bars, only.findings));
  await writeDraft(file, (draft) => writeFile(draft, png));
}

/** Reads the whole store and compares every hash. */
export async function checkIntegrity(store: MarketStore): Promise<readonly StoreFinding[]> {
  const progress = countLine("parts");
  return store.verify({ onProgress: progress.show }).finally(progress.end);
}
