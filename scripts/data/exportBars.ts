import { setImmediate } from "node:timers/promises";
import { constants, zstdCompressSync } from "node:zlib";
import { INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import type { Bars } from "../../lib/market/bars.ts";
import { formatBarsCsv } from "../../lib/market/files/csvFiles.ts";
import type { MarketStore, StoredSeries } from "../../lib/market/store/marketStore.ts";
import { interruption, stopIfInterrupted } from "../interruption.ts";
import { writeDraft, writePieces } from "../outputFile.ts";
import { countLine } from "../progress.ts";

/** Places of time that are read and written together; a row group of a Parquet file. */
const PIECE = 131_072;
const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The bars to export: closes after `from`, up to and with `to`, and the moment at which they were known. */
export type Exported = { readonly from: number; readonly to: number; readonly asOf?: number };
export type ExportReport = { readonly bars: number; readonly from: number | undefined; readonly to: number | undefined; /** What the bars say of themselves, which no file keeps. */ readonly provenance: ReadonlySet<string> };

/** Writes bars of a series as Parquet where the name says so, else as CSV; whole or not at all. In memory is one piece of them. */
export async function exportBars(store: MarketStore, output: string, series: StoredSeries, exported: Exported): Promise<ExportReport> {
  interruption();
  const progress = countLine(`bars of ${series.symbol} written`);
  const provenance = new Set<string>();
  let report: ExportReport = { bars: 0, from: undefined, to: undefined, provenance };
  async function* pieces(): AsyncGenerator<Bars> {
    for await (const bars of piecesOf(store, series, exported)) {
      // Nothing above waits for the system, so Ctrl-C would not be heard.
      await setImmediate();
      stopIfInterrupted();
      if (bars.closeTime.length === 0) continue;
      yield bars;
      provenance.add(bars.provenance);
      report = { ...report, bars: report.bars + bars.closeTime.length, from: report.from ?? bars.closeTime[0], to: bars.closeTime.at(-1) };
      progress.show(report.bars, series.rows);
    }
    if (report.bars === 0) throw new Error(`${series.symbol} has no ${series.interval} bars in that time; \`npx marketbook data ls\` shows what is there`);
  }
  try {
    if (output.endsWith(".parquet")) await writeDraft(output, (draft) => writeParquet(draft, pieces()));
    else await writePieces(output, csvTexts(pieces()));
  } finally {
    progress.end();
  }
  return report;
}

async function* piecesOf(store: MarketStore, { interval, symbol }: StoredSeries, { asOf, from, to }: Exported): AsyncGenerator<Bars> {
  const width = PIECE * INTERVAL_MILLIS[interval];
  const moment = (time: number): string => new Date(time).toISOString();
  for (let start = from; start < to; start += width) {
    yield await store.openBars(symbol, { interval, from: moment(start), to: moment(Math.min(start + width, to)), ...(asOf !== undefined && { asOf }) });
  }
}

async function* csvTexts(pieces: AsyncIterable<Bars>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const bars of pieces) {
    const text = formatBarsCsv(bars);
    yield isFirst ? text : text.slice(text.indexOf("\n") + 1);
    isFirst = false;
  }
}

async function writeParquet(draft: string, pieces: AsyncIterable<Bars>): Promise<void> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const columnsOf = ({ close, closeTime, high, low, open, volume }: Bars) => [
    { name: "date", data: Array.from(closeTime), type: "TIMESTAMP" as const },
    ...Object.entries({ open, high, low, close, volume }).map(([name, data]) => ({ name, data, type: "DOUBLE" as const })),
  ];
  let writer: InstanceType<typeof ParquetWriter> | undefined;
  for await (const bars of pieces) {
    const columnData = columnsOf(bars);
    // Node's own compressor: the library's snappy takes more time and more bytes.
    writer ??= new ParquetWriter({ writer: fileWriter(draft), schema: schemaFromColumnData({ columnData }), codec: "ZSTD", compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, FASTEST) } });
    await writer.write({ columnData, rowGroupSize: PIECE });
  }
  await writer?.finish();
}
