import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { ASKED_KINDS, backfillAll, fetchRecords, formatBackfillFinding, formatStretch, isComplete, kindsOf, openSources, planBackfill, type AskedKind, type BackfillOutcome, type OpenedSource, type RecordsReport } from "../../lib/market/backfill/index.ts";
import { formatBarTime } from "../../lib/market/barTime.ts";
import { INTERVALS, type Interval } from "../../lib/market/bars.ts";
import { formatAnswerFinding } from "../../lib/market/connection/answerFinding.ts";
import { connect } from "../../lib/market/connection/connect.ts";
import { SOURCES } from "../../lib/market/sources/index.ts";
import type { MarketStore } from "../../lib/market/store/marketStore.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { interruption } from "../interruption.ts";

type Kind = "bars" | "actions" | AskedKind;
type Options = {
  readonly source: readonly string[]; readonly symbols?: readonly string[]; readonly interval: Interval; readonly from?: string; readonly to?: string; readonly kind: Kind;
  readonly store?: string; readonly most?: number; readonly concurrency: number; readonly list?: true; readonly dryRun?: true; readonly origin?: string;
};

export function fetchCommand(): Command {
  return new Command("fetch")
    .description("Fetches into the store what it does not have yet; the same command again brings what is new, and goes on where it was stopped. Exit code 0: all is there, 1: something could not be had, 2: the command line is wrong.")
    .option("--source <names>", "sources with commas between, in the order in which they are asked", words, ["yahoo"])
    .option("--symbols <symbols>", "AAPL,^GSPC,BTC-USD,EURUSD=X, or @file.txt with one a line; for other kinds what the source calls its series or search", symbolList)
    .addOption(new Option("--interval <interval>", "length of the bars").choices(INTERVALS).default("1d"))
    .option("--from <day>", "first day, 2015-01-01")
    .option("--to <day>", "last day (default: today)")
    .addOption(new Option("--kind <kind>", "what to fetch; splits and dividends (actions) come with daily bars").choices(["bars", "actions", ...ASKED_KINDS]).default("bars"))
    .option("--most <count>", "at most so many items of a kind other than bars", count)
    .option("--store <place>", "folder or postgres:// address (default: DATABASE_URL, else data/store)")
    .option("--concurrency <count>", "symbols at once", count, 4)
    .option("--dry-run", "say what would be asked, and ask nothing")
    .option("--list", "say what each source has, and end")
    .option("--origin <address>", "another scheme and host than the sources' own, for tests and proxies")
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  if (options.list) return console.log(sourcesText());
  const { kind, origin, symbols } = options;
  if (symbols === undefined || symbols.length === 0) command.error("error: --symbols names nothing; give symbols with commas between, or @file.txt, or ask for --list");
  const isBars = kind === "bars" || kind === "actions";
  if (isBars && options.from === undefined) command.error("error: --from is missing; name the first day, such as --from 2015-01-01");
  const signal = interruption();
  const sources = openSources(options.source, { signal, ...(origin !== undefined && { origin }) });
  const store = await openStore(options.store);
  try {
    const work = { store, sources, symbols, options, signal };
    const complete = isBars ? await fetchBars(work) : await fetchKind(kind, work);
    if (!complete) process.exitCode = 1;
  } catch (error) {
    if (signal.aborted) {
      console.error("What was fetched is in the store; the same command goes on with the rest.");
      throw signal.reason;
    }
    throw error;
  } finally {
    await store.close();
  }
}

type Work = { readonly store: MarketStore; readonly sources: readonly OpenedSource[]; readonly symbols: readonly string[]; readonly options: Options; readonly signal: AbortSignal };

async function fetchBars({ options: { concurrency, dryRun, from = "", interval, to }, signal, sources, store, symbols }: Work): Promise<boolean> {
  if (dryRun) {
    const plans = await Promise.all(symbols.map(async (symbol) => [symbol, (await planBackfill({ store, sources, symbol, interval, from, to })).map((stretch) => formatStretch(stretch, interval)).join(", ") || "nothing"]));
    const asked = plans.filter(([, stretches]) => stretches !== "nothing").length;
    console.log([...alignedTable(["symbol", "would be asked"], plans), "", `${asked} of ${symbols.length} symbols would be asked of ${sources.map(({ name }) => name).join(", then ")}, at least ${asked === 1 ? "1 request" : `${asked} requests`}. ${limitsText(sources[0]!.name)}`].join("\n"));
    return true;
  }
  let done = 0;
  const live = process.stderr.isTTY === true;
  const outcomes = await backfillAll({
    store, sources, symbols, interval, from, to, signal, concurrency,
    onProgress: ({ reached, rows, source, symbol }) => {
      if (live) process.stderr.write(`\r\x1b[K${done}/${symbols.length} ${symbol}: ${rows} bars from ${source}, to ${formatBarTime(reached).slice(0, 16)}`);
    },
    onDone: (outcome) => {
      done++;
      const line = `[${String(done).padStart(String(symbols.length).length)}/${symbols.length}] ${outcome.symbol} ${isComplete(outcome) ? "done" : "failed"}`;
      process.stderr.write(live ? `\r\x1b[K${line}\n` : `${line}\n`);
    },
  });
  console.log(alignedTable(["symbol", "source", "added", "changed", "findings"], outcomes.flatMap(outcomeRows)).join("\n"));
  for (const line of outcomes.flatMap(outcomeWords)) console.log(line);
  const failed = outcomes.filter((outcome) => !isComplete(outcome));
  if (failed.length > 0) console.log(`\n${failed.length} of ${symbols.length} symbols are not complete: ${failed.map(({ symbol }) => symbol).join(", ")}. The same command asks for the rest.`);
  return failed.length === 0;
}

function outcomeRows(outcome: BackfillOutcome): string[][] {
  if ("error" in outcome) return [[outcome.symbol, "none", "0", "0", "1"]];
  const { answerFindings, asked, findings, parts, symbol } = outcome.report;
  const found = String(answerFindings.length + findings.length);
  if (parts.length === 0) return [[symbol, asked.length === 0 ? "known already" : "none", "0", "0", found]];
  return parts.map(({ added, changed, source }, k) => [symbol, source, String(added), String(changed), k === 0 ? found : ""]);
}

function outcomeWords(outcome: BackfillOutcome): string[] {
  if ("error" in outcome) return [`${outcome.symbol}: ${outcome.error.message}`];
  const { answerFindings, findings, refused, symbol } = outcome.report;
  return [...refused.map(({ message }) => `${symbol}: ${message}`), ...findings.map(formatBackfillFinding), ...answerFindings.map((finding) => `${symbol}: ${formatAnswerFinding(finding)}`)];
}

async function fetchKind(kind: AskedKind, { options: { dryRun, from, most, to }, signal, sources, store, symbols }: Work): Promise<boolean> {
  if (dryRun) {
    console.log(`${symbols.length === 1 ? "1 query" : `${symbols.length} queries`} for ${kind} would be asked of ${sources.map(({ name }) => name).join(", then ")}. ${limitsText(sources[0]!.name)}`);
    return true;
  }
  const reports: RecordsReport[] = [];
  for (const query of symbols) {
    reports.push(await fetchRecords({ store, sources, kind, query, signal, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(most !== undefined && { most }) }));
  }
  console.log(alignedTable([kind, "source", "items", "added", "changed", "findings"], reports.map(({ added, answerFindings, changed, items, query, source }) => [query, source ?? "none", String(items), String(added), String(changed), String(answerFindings.length)])).join("\n"));
  for (const { answerFindings, query, refused } of reports) for (const words of [...refused.map(({ message }) => message), ...answerFindings.map(formatAnswerFinding)]) console.log(`${query}: ${words}`);
  return reports.every(({ source }) => source !== undefined);
}

/** What each source has: kinds, intervals, limits, and whether its keys are set. Never a key. */
function sourcesText(): string {
  const rows = SOURCES.filter(({ name }) => name !== "store" && name !== "file").map((source) => {
    const connection = connect(source);
    const keys = (source.reach?.keys ?? []).map(({ optional, variable }) => `${variable} ${connection.hasKey(variable) ? "set" : optional ? "not set (optional)" : "missing"}`);
    const { capabilities: { instruments, intervals } } = source;
    return [source.name, kindsOf(source.open(connection)).join(" "), intervals.join(" "), instruments.join(" "), limitWords(source.name), keys.join(", ") || "no key needed"];
  });
  return alignedTable(["source", "has", "intervals", "instruments", "free limits", "keys"], rows).join("\n");
}

function limitWords(name: string): string {
  return (SOURCES.find((source) => source.name === name)?.reach?.limits ?? []).map(({ per, units }) => `${units}/${per}`).join(" ") || "none";
}

function limitsText(name: string): string {
  return `The limits of ${name}: ${limitWords(name)}.`;
}

function words(text: string): readonly string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function symbolList(text: string): readonly string[] {
  const found = text.startsWith("@") ? fileOfSymbols(text.slice(1)) : words(text);
  return [...new Set(found)];
}

function fileOfSymbols(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split(/[\s,]+/).filter((word) => word !== "");
  } catch {
    throw new InvalidArgumentError(`There is no file ${path} with symbols.`);
  }
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return Number(text);
}
