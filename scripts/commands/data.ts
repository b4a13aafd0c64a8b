import { Command, InvalidArgumentError, Option } from "commander";
import { formatBarTime, parseBarTime } from "../../lib/market/barTime.ts";
import { INTERVALS, type Interval } from "../../lib/market/bars.ts";
import { formatFinding } from "../../lib/market/finding.ts";
import { isWarning } from "../../lib/market/quality/checkBars.ts";
import { survivorshipNote } from "../../lib/market/quality/qualityReport.ts";
import type { Stamps } from "../../lib/market/files/stampCloses.ts";
import type { MarketStore, StoreFinding } from "../../lib/market/store/marketStore.ts";
import { closesWithin } from "../../lib/market/writtenSpan.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { checkIntegrity, checkStore } from "../data/checkStore.ts";
import { exportBars } from "../data/exportBars.ts";
import { filesToImport, importBars } from "../data/importBars.ts";
import { rebuildBars } from "../data/rebuildBars.ts";
import { showBars, seriesText } from "../data/showBars.ts";
import { nothingFound, reading, seriesOf, using } from "../data/storePlace.ts";
import { innerCommand } from "../innerCommand.ts";
import { interruption } from "../interruption.ts";
import { checkOutput, tell } from "../outputFile.ts";

type Common = { readonly store?: string; readonly interval?: Interval; readonly json?: true };

export function dataCommand(): Command {
  const data = new Command("data").description("What is in the store: list, show, check, export, import, rebuild. All times are UTC; the day of a daily bar is that of its exchange. Exit code 0: done, 1: something is wrong or could not be done, 2: the command line is wrong.").enablePositionalOptions();
  sub(data, "ls", { summary: "the series: how many bars, from when to when, from which sources", interval: "only bars of this length", example: "ls" }).action(ls);
  sub(data, "show", { summary: "first and last bars of a symbol, and where they come from", interval: ONE_OR_DAILY, example: "show SPY --rows 3" })
    .argument("<symbol>").option("--as-of <moment>", "as it was known then: 2024-03-15, or 2024-03-15T14:30:00Z", moment).option("--rows <count>", "bars at each end", count, 5).action(show);
  sub(data, "check", { summary: "what is wrong with the bars; exit code 1 where something cannot be right", interval: "only bars of this length", example: "check SPY --figure spy.png" })
    .argument("[symbol]").option("--integrity", "read the whole store and compare every hash").option("--figure <file.png>", "a picture: marks over the prices of one series, a heat map of several", picture).action(check);
  sub(data, "export", { summary: "bars into a CSV or Parquet file, whole or not at all", interval: ONE_OR_DAILY, example: "export SPY --output spy.parquet --from 2020-01-01" })
    .argument("<symbol>").requiredOption("--output <file>", "where they go; .parquet is written as Parquet, all else as CSV")
    .option("--from <day>", "first day, or the moment after which bars close").option("--to <day>", "last day, or moment").option("--as-of <moment>", "as it was known then", moment).action(exportSymbol);
  sub(data, "import", { summary: "bars of CSV (.csv, .csv.gz) and Parquet files, or folders of them; a file is checked before anything of it is saved", interval: "length of the bars (default: read from their times)", example: "import SPY.csv" })
    .argument("<files...>").option("--symbol <symbol>", "of a single file (default: its name)")
    .addOption(new Option("--times <which>", "what the times stand for (default: the bars' closes, or opens where the header says open_time)").choices(["open", "close"]))
    .option("--utc", "times without a zone are UTC").option("--decimal-comma", "a comma stands before the decimals, as in 1455,22").action(importFiles);
  sub(data, "rebuild", { summary: "read the stored answers again and compare every bar with them, to the last bit; exit code 1 where one differs", interval: "only bars of this length", example: "rebuild SPY" })
    .argument("[symbol]").option("--write", "put what the bytes say in the place of what differs, take out what they do not have, and make damaged stretches anew").action(rebuild);
  return data;
}

const ONE_OR_DAILY = "length of the bars (default: that of the only ones there are, else 1d)";

function sub(data: Command, name: string, { example, interval, summary }: { readonly summary: string; readonly interval: string; readonly example: string }): Command {
  return innerCommand(data, name, summary, example)
    .option("--store <place>", "folder or postgres:// address (default: DATABASE_URL, else data/store)")
    .addOption(new Option("--interval <interval>", interval).choices(INTERVALS))
    .option("--json", "print JSON for a program to read");
}

async function ls({ interval: asked, json, store: place }: Common): Promise<void> {
  await reading(place, undefined, json, async (store) => {
    const series = (await store.listSeries()).filter(({ interval }) => asked === undefined || interval === asked);
    if (json) return print(series.map(({ from, interval, revisedBars, rows, sources, symbol, to, updatedAt }) => ({ symbol, interval, bars: rows, from: written(from), to: written(to), sources, revisedBars, updatedAt: new Date(updatedAt).toISOString() })));
    if (series.length === 0) return console.log(await nothingFound(store, asked));
    console.log(alignedTable(["symbol", "interval", "bars", "first", "last", "sources", "revised", "updated"], series.map(({ from, interval, revisedBars, rows, sources, symbol, to, updatedAt }) => [symbol, interval, String(rows), day(from), day(to), sources.join(" "), String(revisedBars), formatBarTime(updatedAt).slice(0, 16)])).join("\n"));
  });
}

async function show(symbol: string, { asOf, interval, json, rows: ends, store: place }: Common & { readonly asOf?: number; readonly rows: number }): Promise<void> {
  await reading(place, symbol, json, async (store) => {
    const series = await seriesOf(store, symbol, interval);
    const found = await showBars(store, series, { asOf, rows: ends });
    if (found.bars === 0 && asOf !== undefined) throw new Error(`no ${series.interval} bar of ${symbol} had closed by ${formatBarTime(asOf)}; the first is of ${day(series.from)}`);
    if (json) return print({ symbol, interval: series.interval, ...found });
    console.log(seriesText(series, found));
  });
}

async function check(symbol: string | undefined, { figure, integrity, interval, json, store: place }: Common & { readonly integrity?: true; readonly figure?: string }): Promise<void> {
  if (figure !== undefined) checkOutput(figure, [], "--figure");
  await reading(place, symbol ?? figure, json, async (store) => {
    if (integrity) return tellIntegrity(store, json === true);
    const reports = await checkStore(store, { symbol, interval, figure });
    const isWrong = reports.some(({ first }) => first !== undefined);
    if (isWrong) process.exitCode = 1;
    if (json) return print(reports.map(({ first, interval: own, rows, symbol: name }) => ({ symbol: name, interval: own, findings: rows, firstError: first })));
    if (reports.length === 0) return console.log(await nothingFound(store, interval));
    console.log(alignedTable(["symbol", "interval", "finding", "severity", "bars", "first"], reports.flatMap(({ interval: own, rows, symbol: name }) => (rows.length === 0 ? [[name, own, "nothing found", "", "", ""]] : rows.map(({ code, count: times, first, severity }) => [name, own, code, severity, String(times), first])))).join("\n"));
    for (const { first, interval: own, symbol: name } of reports) if (first) console.log(`${name} ${own}: ${formatFinding(first)}`);
    if (isWrong) console.log("Repairs are chosen, never silent: notebooks/02-clean.ipynb shows each.");
    console.log(survivorshipNote(reports));
  });
}

async function tellIntegrity(store: MarketStore, json: boolean): Promise<void> {
  const findings = await checkIntegrity(store);
  if (findings.some(({ severity }) => severity === "error")) process.exitCode = 1;
  if (json) return print(findings);
  console.log(findings.length === 0 ? `${store.place}: every segment and every answer is as it was saved.` : findings.map(formatFinding).join("\n"));
  if (findings.some(({ code }) => code === "segment changed")) console.log("Damaged stretches are made anew by: npx marketbook data rebuild --write");
}

type ExportOptions = Common & { readonly output: string; readonly from?: string; readonly to?: string; readonly asOf?: number };

async function exportSymbol(symbol: string, { asOf, from, interval, json, output, store: place, to }: ExportOptions): Promise<void> {
  checkOutput(output, []);
  await reading(place, symbol, json, async (store) => {
    const series = await seriesOf(store, symbol, interval);
    const asked = closesWithin("data export", { from, to });
    const report = await exportBars(store, output, series, { from: Math.max((series.from ?? 0) - 1, asked.from), to: Math.min(series.to ?? -1, asked.to), ...(asOf !== undefined && { asOf }) });
    const words = { output, symbol, interval: series.interval, bars: report.bars, from: formatBarTime(report.from!), to: formatBarTime(report.to!) };
    tell(output, json ? JSON.stringify(words, undefined, 2) : `${output}: ${words.bars} ${words.interval} bars of ${symbol}, ${words.from} to ${words.to}`);
    for (const text of report.provenance) if (isWarning(text)) console.error(`${output} keeps no provenance. In the store its bars say: ${text}`);
    const after = (await store.listSeries()).find((one) => one.symbol === symbol && one.interval === series.interval);
    if (after?.updatedAt !== series.updatedAt) console.error(`${symbol} was written to meanwhile: a bar that changed may be in the file as it was before or as it is now. Export again, or with --as-of, for one moment.`);
  });
}

type ImportFlags = Common & { readonly symbol?: string; readonly times?: Stamps; readonly utc?: true; readonly decimalComma?: true };

async function importFiles(files: readonly string[], { decimalComma, interval, json, store: place, symbol, times, utc }: ImportFlags): Promise<void> {
  interruption();
  // What is not there is told before a store is made.
  const found = filesToImport(files, symbol);
  await using(place, async (store) => {
    const reports = await importBars(store, found, { interval, symbol, stamps: times, zoneless: utc ? "UTC" : "error", decimal: decimalComma ? "comma" : "point" });
    if (reports.some(({ error }) => error !== undefined)) process.exitCode = 1;
    if (json) return print(reports);
    console.log(alignedTable(["file", "symbol", "bars", "added", "changed"], reports.map((report) => [report.file, report.symbol, String(report.bars), String(report.added), String(report.changed)])).join("\n"));
    for (const { error } of reports) if (error !== undefined) console.log(`Not imported: ${error}`);
  });
}

async function rebuild(symbol: string | undefined, { interval, json, store: place, write }: Common & { readonly write?: true }): Promise<void> {
  interruption();
  await reading(place, symbol, json, async (store) => {
    const reports = await rebuildBars(store, { symbol, interval, write: write === true });
    const stays = ({ code }: StoreFinding): boolean => code === "bars without bytes" || code === "bytes changed";
    const isWrong = reports.some(({ findings, lost }) => (write ? lost > 0 || findings.some(stays) : findings.length > 0));
    if (isWrong) process.exitCode = 1;
    if (json) return print(reports);
    if (reports.length === 0) return console.log(await nothingFound(store, interval));
    console.log(alignedTable(["symbol", "interval", "bars", "read again", "without bytes", "otherwise", "not in bytes", "lost"], reports.map((one) => [one.symbol, one.interval, String(one.bars), String(one.rebuilt), String(one.withoutBytes), String(one.otherwise), String(one.unfounded), String(one.lost)])).join("\n"));
    for (const finding of reports.flatMap(({ findings }) => findings)) console.log(formatFinding(finding));
    const found = reports.flatMap(({ findings }) => findings).filter((finding) => !stays(finding)).length;
    const lost = reports.reduce((sum, one) => sum + one.lost, 0);
    if (found > 0) console.log(write ? "What differs is now as its bytes say; what they do not have is gone." : "Nothing was changed; --write puts what the bytes say in its place, and takes out what they do not have.");
    if (lost > 0) console.log(`${lost} bars ${write ? "are lost: no kept answer has them. Fetch or import them again" : "of damaged stretches are in no kept answer; with --write they are gone, and can be fetched or imported again"}.`);
  });
}

const written = (time: number | undefined): string | undefined => (time === undefined ? undefined : formatBarTime(time));
const day = (time: number | undefined): string => written(time)?.slice(0, 16) ?? "none";
const print = (value: unknown): void => console.log(JSON.stringify(value, undefined, 2));

function moment(text: string): number {
  const time = parseBarTime(text);
  if (time === undefined) throw new InvalidArgumentError("Write it as 2024-03-15, or as 2024-03-15T14:30:00Z.");
  return time;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return Number(text);
}

function picture(file: string): string {
  if (!/\.png$/i.test(file)) throw new InvalidArgumentError("It must end in .png.");
  return file;
}
