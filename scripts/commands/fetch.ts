import { existsSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import { ASKED_KINDS, backfillAll, FETCHED, fetchRecords, formatStretch, isComplete, openSources, planBackfill, type AskedKind, type BackfillStore, type RecordsReport } from "../../lib/market/backfill/index.ts";
import { INTERVALS, type Interval } from "../../lib/market/bars.ts";
import type { Wait } from "../../lib/market/connection/limiter.ts";
import { MarketError } from "../../lib/market/error.ts";
import type { Source } from "../../lib/market/sources/source.ts";
import type { MarketStore } from "../../lib/market/store/marketStore.ts";
import { DEFAULT_FOLDER, openStore } from "../../lib/market/store/openStore.ts";
import { STORE } from "../../lib/market/store/kept.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { checkBarsAsked, checkKindAsked, checkTimes, count, originOf, sourceNames, symbolList } from "../fetch/fetchArguments.ts";
import { counted, fetchProgress } from "../fetch/fetchProgress.ts";
import { outcomesJson, recordsJson } from "../fetch/fetchJson.ts";
import { outcomesText, recordsText } from "../fetch/fetchReport.ts";
import { limitsText, missingKeys, requestsLeft, sourcesText } from "../fetch/fetchSources.ts";
import { Interrupted, interruption } from "../interruption.ts";

type Kind = "bars" | "actions" | AskedKind;
type Options = {
  readonly source: readonly Source[]; readonly symbols?: readonly string[]; readonly interval: Interval; readonly from?: string; readonly to?: string; readonly kind: Kind;
  readonly store?: string; readonly most?: number; readonly known?: readonly string[]; readonly concurrency: number; readonly list?: true; readonly dryRun?: true; readonly json?: true; readonly origin?: string;
};

export function fetchCommand(): Command {
  return new Command("fetch")
    .description("Fetches into the store what it does not have yet; the same command again brings what is new, and goes on where it was stopped. Exit code 0: all that there is of what was asked is in the store, 1: something could not be had, 2: the command line is wrong.")
    .addOption(new Option("--source <names>", "sources with commas between, in the order in which they are asked").argParser(sourceNames).default(sourceNames("yahoo"), "yahoo"))
    .option("--symbols <symbols>", "AAPL,^GSPC,BTC-USD,EURUSD=X, or @file.txt with one a line; for other kinds what the source calls its series or search", symbolList)
    .addOption(new Option("--interval <interval>", "length of the bars").choices(INTERVALS).default("1d"))
    .option("--from <day>", "first day, 2015-01-01")
    .option("--to <day>", "last day (default: today)")
    .addOption(new Option("--kind <kind>", "what to fetch; splits and dividends (actions) come with daily bars").choices(["bars", "actions", ...ASKED_KINDS]).default("bars"))
    .option("--most <count>", "at most so many items of a kind other than bars", count)
    .option("--known <symbols>", "in news and posts, name these symbols alone, as people write $CEO too; `store` are those of the store", symbolList)
    .option("--store <place>", "folder or postgres:// address (default: DATABASE_URL, else data/store)")
    .option("--concurrency <count>", "symbols at once", count, 4)
    .option("--dry-run", "say what would be asked and what is left of the limits, and ask nothing")
    .option("--list", "say what each source has and what is left of its limits, and end")
    .addOption(new Option("--json", "print what became of each symbol as JSON for a program to read").conflicts(["list", "dryRun"]))
    .option("--origin <address>", "another scheme and host than the sources' own, for tests and proxies", originOf)
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { kind, list, source, symbols } = options;
  if (list) return console.log(sourcesText(command.getOptionValueSource("source") === "cli" ? source : FETCHED, Date.now()));
  if (symbols === undefined || symbols.length === 0) command.error("error: --symbols names nothing; give symbols with commas between, or @file.txt, or ask for --list");
  refuseWrong(command, () => checkOptions(command, symbols));
  if (!options.dryRun) demandKeys(source);
  if (isOfBars(kind)) await fetchBars(options, symbols);
  else await fetchKind(kind, options, symbols);
}

/** Splits and dividends come with daily bars. */
function isOfBars(kind: Kind): kind is "bars" | "actions" {
  return kind === "bars" || kind === "actions";
}

/** What cannot be right is refused before a store is opened or a source is asked. */
function checkOptions(command: Command, symbols: readonly string[]): void {
  const { from, interval, kind, source, to }: Options = command.opts();
  const now = Date.now();
  const isGiven = (option: string): boolean => command.getOptionValueSource(option) === "cli";
  if (isOfBars(kind)) {
    if (from === undefined) throw new MarketError("--from is missing; name the first day, such as --from 2015-01-01");
    if (isGiven("most")) throw new MarketError("--most is for kinds other than bars; bars are bounded by --from and --to");
    if (isGiven("known")) throw new MarketError("--known is for news and posts; bars are asked by symbol");
    return checkBarsAsked({ sources: source, symbols, interval, from, to, now });
  }
  if (isGiven("interval")) throw new MarketError("--interval is the length of bars, and other kinds have none; leave it out");
  checkTimes({ from, to, interval, now });
  checkKindAsked(kind, source);
}

/** The words of a MarketError as an error of the command line. */
function refuseWrong(command: Command, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof MarketError)) throw error;
    command.error(`error: ${error.message}`);
  }
}

/** Where no source can be asked for want of a key, this is said once and not for each symbol. */
function demandKeys(sources: readonly Source[]): void {
  const missing = sources.map((source) => ({ name: source.name, keys: missingKeys(source) }));
  if (missing.some(({ keys }) => keys.length === 0)) return;
  const words = missing.map(({ keys, name }) => `${name} cannot be asked without ${keys.map(({ from, variable }) => `${variable} (${from})`).join(", ")}`).join("; ");
  throw new MarketError(`${words}. Put ${missing.flatMap(({ keys }) => keys).length === 1 ? "it" : "them"} into the environment or into the file .env, or name another source.`, { reason: "key" });
}

function opened({ origin, source }: Options, { onWait, signal }: { readonly signal?: AbortSignal; readonly onWait?: (wait: Wait) => void } = {}) {
  return openSources(source.map(({ name }) => name), { ...(signal && { signal }), ...(onWait && { onWait }), ...(origin !== undefined && { origin }) });
}

/** Opens the store for as long as something is fetched into it; a stop is told with what it left. */
async function fetching(place: string | undefined, signal: AbortSignal, soFar: () => string, fetchInto: (store: MarketStore) => Promise<boolean>): Promise<void> {
  const store = await openStore(place);
  try {
    if (!(await fetchInto(store))) process.exitCode = 1;
  } catch (error) {
    throw signal.aborted ? new Interrupted(`${soFar()}; the same command goes on with the rest`) : error;
  } finally {
    await store.close();
  }
}

async function fetchBars(options: Options, symbols: readonly string[]): Promise<void> {
  const { concurrency, dryRun, from = "", interval, store: place, to } = options;
  if (dryRun) return console.log(await planText(options, symbols));
  const signal = interruption();
  const { end, onDone, onProgress, onWait, soFar } = fetchProgress(symbols.length);
  await fetching(place, signal, soFar, async (store) => {
    const outcomes = await backfillAll({ store, sources: opened(options, { signal, onWait }), symbols, interval, from, to, signal, concurrency, onProgress, onDone }).finally(end);
    console.log(options.json ? JSON.stringify(outcomesJson(outcomes), undefined, 2) : outcomesText(outcomes));
    return outcomes.every(isComplete);
  });
}

async function planText(options: Options, symbols: readonly string[]): Promise<string> {
  const { from = "", interval, source, store: place, to } = options;
  const sources = opened(options);
  const plans = await planning(place, (store) => Promise.all(symbols.map(async (symbol) => ({ symbol, stretches: await planBackfill({ store, sources, symbol, interval, from, to }) }))));
  const rows = plans.map(({ stretches, symbol }) => [symbol, stretches.map((stretch) => formatStretch(stretch, interval)).join(", ") || "nothing"]);
  const asked = plans.filter(({ stretches }) => stretches.length > 0).length;
  return [...alignedTable(["symbol", "would be asked"], rows), "", askedText(`${counted(asked)} of ${counted(symbols.length)} symbols`, asked, source)].join("\n");
}

/** A plan needs no store where there is none yet. */
async function planning<T>(place: string | undefined, plan: (store: BackfillStore) => Promise<T>): Promise<T> {
  const folder = place ?? process.env.DATABASE_URL ?? DEFAULT_FOLDER;
  if (!/^postgres(ql)?:/.test(folder) && !existsSync(path.join(folder, STORE.file))) return plan({ covered: async () => [], origins: async () => [], savePage: () => Promise.reject(new Error("a plan saves nothing")) });
  const store = await openStore(place);
  return plan(store).finally(() => store.close());
}

/** What would be asked of whom, and whether what is left of the first source's limits is enough. */
function askedText(what: string, requests: number, sources: readonly Source[]): string {
  const [first] = sources;
  const left = first === undefined ? undefined : requestsLeft(first, Date.now());
  const warning = left !== undefined && left < requests ? [`${first!.name} has ${counted(left)} requests left: the rest goes to the next source, or to the same command later.`] : [];
  return [`${what} would be asked of ${sources.map(({ name }) => name).join(", then ")}, at least ${requests === 1 ? "1 request" : `${counted(requests)} requests`}.`, ...warning, "", limitsText(sources, Date.now())].join("\n");
}

async function fetchKind(kind: AskedKind, options: Options, queries: readonly string[]): Promise<void> {
  const { dryRun, from, json, known: given, most, source, store: place, to } = options;
  if (dryRun) return console.log(askedText(`${queries.length === 1 ? "1 query" : `${counted(queries.length)} queries`} for ${kind}`, queries.length, source));
  const signal = interruption();
  const { end, onItems, onRecords, onWait } = fetchProgress(queries.length);
  const reports: RecordsReport[] = [];
  const soFar = (): string => `${reports.length} of ${queries.length} ${queries.length === 1 ? "query" : "queries"} done and what came is saved`;
  await fetching(place, signal, soFar, async (store) => {
    const sources = opened(options, { signal, onWait });
    const known = given?.join() === "store" ? (await store.listSeries()).map(({ symbol }) => symbol) : given;
    const asked = { store, sources, kind, signal, ...(known !== undefined && { known }), onProgress: onItems, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(most !== undefined && { most }) };
    try {
      for (const query of queries) {
        const report = await fetchRecords({ ...asked, query }).catch((error: unknown) => refusedReport(kind, query, error));
        reports.push(report);
        onRecords(report);
      }
    } finally {
      end();
    }
    console.log(json ? JSON.stringify(recordsJson(kind, reports), undefined, 2) : recordsText(kind, reports));
    return reports.every(({ source: found }) => found !== undefined);
  });
}

/** A query that is wrong stops no other; a stop, and a store that cannot be written, end all. */
function refusedReport(kind: AskedKind, query: string, error: unknown): RecordsReport {
  if (!(error instanceof MarketError) || error.reason === "store" || error.reason === "stopped") throw error;
  const { message, reason, retryAt } = error;
  return { query, kind, source: undefined, items: 0, added: 0, changed: 0, answerFindings: [], refused: [{ source: "", reason, message, retryAt }] };
}
