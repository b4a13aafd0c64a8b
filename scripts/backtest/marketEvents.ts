import { Option, type Command } from "commander";
import { actionsInAdjusted, parseActionsCsv, parseDelistingsCsv, percent, type Delistings } from "../../lib/backtest/index.ts";
import { readText } from "../../lib/market/files/csvFiles.ts";
import { formatBarTime } from "../../lib/market/barTime.ts";
import { isoDate, type Bars, type CorporateAction } from "../../lib/market/index.ts";
import { checkActions, type Adjusted } from "../../lib/market/quality/checks/actions.ts";
import { storedActions } from "../../lib/market/quality/storedActions.ts";
import { SOURCES } from "../../lib/market/sources/index.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import type { MarketOptions } from "../models/market.ts";

/** Splits, dividends and ends of listings on a command line. */
export type EventOptions = { readonly delistings?: string; readonly actions?: string; readonly adjusted?: "no" | "splits" };

/** What a run is told of them, and sentences that tell a person what was read. */
export type MarketEvents = { readonly actions: readonly CorporateAction[]; readonly delistings: Delistings; readonly sentences: readonly string[] };

/** The word in the place of a file for what was fetched with the bars. */
const STORE = "store";

/** Adds the options that name files of events. */
export function addEventOptions(command: Command): Command {
  return command
    .option("--delistings <delistings.csv>", "ends of listings: symbol,date,return; the last day, and what holders got ÷ the last close − 1 where it is known. The symbol may be left out for one asset")
    .option("--actions <actions.csv>", "splits and dividends: symbol,date,kind,value; the ex-day, split or dividend, new shares for an old one or money a share as it was paid; store: those that were fetched with bars of --source store")
    .addOption(new Option("--adjusted <what>", "what the prices are adjusted for already; with splits only dividends are booked, counted by the splits of --actions (default: what the source says, of --input no)").choices(["no", "splits"]));
}

/** The files of events that are read, not to be overwritten. */
export function eventFiles({ actions, delistings }: EventOptions): readonly string[] {
  return [delistings, actions === STORE ? undefined : actions].filter((file) => file !== undefined);
}

/** What the options name for these bars. Actions that the prices contradict are refused: a split would count twice, or not at all. */
export async function readEvents(options: EventOptions & MarketOptions, bars: readonly Bars[], command: Command): Promise<MarketEvents> {
  const { actions, adjusted, delistings } = options;
  if (adjusted !== undefined && actions === undefined) command.error("error: --adjusted says what the prices are adjusted for beside --actions; name splits and dividends, or leave it out");
  const assets = [...new Set(bars.map(({ symbol }) => symbol))];
  const ends = delistings === undefined ? undefined : parseDelistingsCsv(await readText(delistings, "delistings"), delistings, assets);
  const known = actions === undefined ? undefined : actions === STORE ? await actionsOfStore(options, bars, command) : await actionsOfFile(actions, options, assets);
  if (known !== undefined) refuseContradicted(known, bars);
  return {
    delistings: ends?.delistings ?? {},
    actions: known === undefined ? [] : known.adjusted === "no" ? known.actions : actionsInAdjusted(known.actions),
    sentences: [...(ends ? delistingSentences(delistings!, ends) : []), ...(known ? actionSentences(known) : [])],
  };
}

type Known = { readonly from: string; readonly actions: readonly CorporateAction[]; readonly others: readonly string[]; readonly adjusted: "no" | "splits" };

async function actionsOfFile(file: string, { adjusted, input, source }: EventOptions & MarketOptions, assets: readonly string[]): Promise<Known> {
  const told = input === undefined ? SOURCES.find(({ name }) => name === source)?.capabilities.adjusted : undefined;
  return { from: file, ...parseActionsCsv(await readText(file, "splits and dividends"), file, assets), adjusted: adjusted ?? bookable(told, source) };
}

/** Prices in which dividends are already have nothing left to book. */
function bookable(told: Adjusted | undefined, source: string): "no" | "splits" {
  if (told === "splits and dividends") throw new Error(`the prices of ${source} are adjusted for splits and dividends: they hold them already. Leave --actions out`);
  return told ?? "no";
}

async function actionsOfStore({ adjusted, input, source }: EventOptions & MarketOptions, bars: readonly Bars[], command: Command): Promise<Known> {
  if (input !== undefined || source !== STORE) command.error("error: --actions store are those that were fetched with the bars of --source store; name that source, or a file of splits and dividends");
  const store = await openStore();
  try {
    const series = await store.listSeries();
    const all: { readonly actions: readonly CorporateAction[]; readonly adjusted: "no" | "splits" }[] = [];
    for (const { interval, symbol } of bars) {
      const found = await storedActions(store, series.find((one) => one.symbol === symbol && one.interval === interval)!);
      const told = adjusted ?? found.adjusted;
      if (found.actions === undefined || told === undefined) throw new Error(`${store.place} does not say what the ${interval} prices of ${symbol} are adjusted for; give a file of splits and dividends with --actions, and --adjusted`);
      all.push({ actions: found.actions, adjusted: bookable(told, source) });
    }
    const [first, other] = new Set(all.map((one) => one.adjusted));
    if (other !== undefined) throw new Error("some of these prices are adjusted for splits and some are not; take their bars from one source, or run them apart");
    return { from: store.place, actions: all.flatMap((one) => one.actions), others: [], adjusted: first! };
  } finally {
    await store.close();
  }
}

function refuseContradicted({ actions, adjusted, from }: Known, all: readonly Bars[]): void {
  for (const bars of all) {
    const wrong = checkActions(bars, actions, adjusted).findings.find(({ severity }) => severity === "error");
    if (wrong === undefined) continue;
    const remedy = adjusted === "no" ? "If the prices are adjusted for splits, say --adjusted splits" : "If the prices are as they traded, say --adjusted no";
    throw new Error(`${from}: ${bars.symbol} on ${wrong.where.date}: expected ${wrong.expected}, got ${wrong.got.replace(/: adjusted already\?$/, "")}. ${remedy}; else mend the file or the bars`);
  }
}

function delistingSentences(file: string, { delistings, others }: ReturnType<typeof parseDelistingsCsv>): string[] {
  const one = ([symbol, end]: [string, Delistings[string]]) => {
    const { delistingReturn, time } = typeof end === "object" ? end : { time: end, delistingReturn: undefined };
    return `${symbol} on ${formatBarTime(time)}, ${delistingReturn === undefined ? "return not known" : percent(delistingReturn)}`;
  };
  return [`Delistings of ${file}: ${Object.entries(delistings).map(one).join("; ")}${leftOut(others)}`];
}

function actionSentences({ actions, adjusted, from, others }: Known): string[] {
  const count = (kind: CorporateAction["kind"]) => actions.filter((action) => action.kind === kind).length;
  const [splits, dividends] = [count("split"), count("dividend")];
  const times = actions.map(({ exTime }) => exTime);
  const span = times.length === 0 ? "" : `, ${isoDate(Math.min(...times))} to ${isoDate(Math.max(...times))}`;
  const inPrices = adjusted === "splits" && splits > 0 ? "; the splits are in the prices already and only count the dividends" : "";
  return [`Splits and dividends of ${from}: ${splits} and ${dividends}${span}${inPrices}${leftOut(others)}`];
}

function leftOut(others: readonly string[]): string {
  return others.length === 0 ? "" : `; left out: ${others.slice(0, 5).join(", ")}${others.length > 5 ? ` and ${others.length - 5} more` : ""}, of which there are no bars`;
}
