import { writeFile } from "node:fs/promises";
import type { Bars, Interval } from "../../lib/market/bars.ts";
import type { Finding } from "../../lib/market/finding.ts";
import { checkBars, qualityReport, type QualityRow } from "../../lib/market/index.ts";
import { keepFindings } from "../../lib/market/quality/keepFindings.ts";
import { storedActions } from "../../lib/market/quality/storedActions.ts";
import type { MarketStore, StoredSeries, StoreFinding } from "../../lib/market/store/marketStore.ts";
import { writeDraft } from "../outputFile.ts";
import { countLine } from "../progress.ts";

export type CheckedSeries = { readonly symbol: string; readonly interval: Interval; readonly rows: readonly QualityRow[]; readonly first: Finding | undefined };
/** What a check asks of a store. */
type Read = Pick<MarketStore, "listSeries" | "openBars" | "openRecords">;
type Pictured = { readonly name: string; readonly findings: readonly Finding[]; readonly bars?: Bars };

/** What is wrong with the bars of a series, or of all; drawn into a file where one is named. */
export async function checkStore(store: Read, { figure, interval, symbol }: { readonly symbol: string | undefined; readonly interval: Interval | undefined; readonly figure: string | undefined }): Promise<readonly CheckedSeries[]> {
  const series = (await store.listSeries()).filter((one) => (symbol === undefined || one.symbol === symbol) && (interval === undefined || one.interval === interval));
  // An unknown series is an error that says what there is.
  if (series.length === 0 && symbol !== undefined) await store.openBars(symbol, interval === undefined ? {} : { interval });
  const [reports, pictured]: [CheckedSeries[], Pictured[]] = [[], []];
  for (const one of series) {
    const { report, ...picture } = await checkSeries(store, one, figure === undefined ? "none" : series.length === 1 ? "bars" : "counts");
    if (figure !== undefined) pictured.push(picture);
    reports.push(report);
  }
  if (figure !== undefined) await writePicture(figure, pictured);
  return reports;
}

/** A function of its own, so that the bars of one series are free when the next ones are read. Of one series the bars are drawn with all that was found, of several only how often. */
async function checkSeries(store: Read, series: StoredSeries, drawn: "none" | "bars" | "counts"): Promise<Pictured & { readonly report: CheckedSeries }> {
  const { interval, symbol } = series;
  const bars = await store.openBars(symbol, { interval });
  const found = checkBars(bars, { now: Date.now(), ...(await storedActions(store, series)) });
  const report = { symbol, interval, rows: qualityReport(found), first: found.find(({ severity }) => severity === "error") };
  const name = `${symbol} ${interval}`;
  return drawn === "bars" ? { report, name, findings: found, bars } : { report, name, findings: drawn === "counts" ? keepFindings(found, 1) : [] };
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
