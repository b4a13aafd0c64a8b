import { Command, InvalidArgumentError, Option } from "commander";
import { barsOfLive, formatBarTime, formatStreamEvent, INTERVALS, type Interval, type LiveBar, MarketError, type MarketStore, openSource, openStore, type Source, streamBars, type StreamEvent } from "../../lib/market/index.ts";
import { checkBarsAsked, originOf, sourceNames, symbolList } from "../fetch/fetchArguments.ts";
import { Interrupted, interruption } from "../interruption.ts";

type Options = { readonly source: Source; readonly symbols: readonly string[]; readonly interval: Interval; readonly from?: string; readonly store?: string; readonly unfinished?: true; readonly json?: true; readonly origin?: string };

export function streamCommand(): Command {
  return new Command("stream")
    .description("Prints bars as they happen, a line a bar, oldest first; with --store they are saved too. What was missed is fetched from the source's history; what happens beside the bars is told on standard error. Times are closes, in UTC. Ctrl-C ends it, with exit code 130.")
    .requiredOption("--source <name>", "where the bars come from: binance pushes them, any other source is asked after each close", oneSource)
    .requiredOption("--symbols <symbols>", "BTC-USDT,ETH-USDT, or @file.txt with one a line", someSymbols)
    .addOption(new Option("--interval <interval>", "length of a bar").choices(INTERVALS).default("1m"))
    .option("--from <time>", "begin with the bars since then, 2024-03-15 or 2024-03-15T14:30:00Z")
    .option("--store <place>", "save finished bars in this store, a folder or a postgres:// address (default: they are not saved)")
    .option("--unfinished", "print the open bar too, whenever it changes")
    .option("--json", "print a JSON object a line, for a program to read")
    .addOption(new Option("--origin <address>", "another scheme and host than the source's own, for tests and proxies").argParser(originOf).hideHelp())
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  refuseWrong(command, options);
  const { from, interval, json = false, origin, source: { name }, store: place, symbols, unfinished = false } = options;
  const stopped = interruption();
  const failed = new AbortController();
  const signal = AbortSignal.any([stopped, failed.signal]);
  const connection = origin === undefined ? {} : { origin };
  const store = place === undefined ? undefined : await openStore(place);
  const opened = openSource(name, { ...connection, signal });
  const width = Math.max(...symbols.map(({ length }) => length));
  let count = 0;
  const follow = async (symbol: string): Promise<void> => {
    let correcting = Promise.resolve();
    const onEvent = (event: StreamEvent): void => {
      console.error(`${symbol}: ${formatStreamEvent(event)}`);
      if (event.kind !== "corrected") return;
      // The store keeps both versions. A failure is thrown where it is waited for.
      correcting = correcting.then(() => save(store, event.bar));
      correcting.catch(() => {});
    };
    for await (const bar of streamBars({ source: name, symbol, interval, opened, connection, signal, unfinished, onEvent, ...(from === undefined ? {} : { from }) })) {
      await correcting;
      // What is printed is saved, also when the reader of the output goes away.
      if (bar.isFinished) await save(store, bar);
      if (bar.isFinished) count++;
      console.log(json ? JSON.stringify(written(bar)) : lineOf(bar, width));
    }
    await correcting;
  };
  if (process.stdout.isTTY && !json) console.log(["symbol".padEnd(width), "close time".padEnd(24), "open", "high", "low", "close", "volume"].join("  "));
  try {
    await Promise.all(symbols.map((symbol) => follow(symbol).catch((error: unknown) => {
      // One symbol that cannot be had ends the others too: a command that goes on without it would be believed.
      failed.abort();
      throw error;
    })));
  } finally {
    await store?.close();
  }
  if (stopped.aborted) throw new Interrupted(`${count === 1 ? "1 bar was" : `${count} bars were`} received${store === undefined ? "" : ` and saved in ${store.place}`}`);
}

async function save(store: MarketStore | undefined, bar: LiveBar): Promise<void> {
  await store?.saveBars(barsOfLive([bar]), { source: bar.source, receivedAt: bar.receivedAt });
}

/** Times as ISO 8601, as the other commands print them. */
function written({ closeTime, interval, receivedAt, sentAt, symbol, ...rest }: LiveBar): Record<string, unknown> {
  return { symbol, interval, closeTime: formatBarTime(closeTime), ...rest, receivedAt: new Date(receivedAt).toISOString(), ...(sentAt !== undefined && { sentAt: new Date(sentAt).toISOString() }) };
}

function lineOf({ close, closeTime, high, isFinished, low, open, symbol, volume }: LiveBar, width: number): string {
  return [symbol.padEnd(width), formatBarTime(closeTime).padEnd(24), open, high, low, close, volume, ...(isFinished ? [] : ["unfinished"])].join("  ");
}

/** What cannot be right is refused before a store is opened or a source is asked. */
function refuseWrong(command: Command, { from = "1900-01-01", interval, source, symbols }: Options): void {
  try {
    if (!source.capabilities.network) throw new MarketError(`${source.name} has no new bars; name a source of the network, such as binance or yahoo`);
    checkBarsAsked({ sources: [source], symbols, interval, from, to: undefined, now: Date.now() });
  } catch (error) {
    if (!(error instanceof MarketError)) throw error;
    command.error(`error: ${error.message}`);
  }
}

function oneSource(text: string): Source {
  const [source, ...others] = sourceNames(text);
  if (source === undefined || others.length > 0) throw new InvalidArgumentError("Name one source.");
  return source;
}

function someSymbols(text: string): readonly string[] {
  const symbols = symbolList(text);
  if (symbols.length === 0) throw new InvalidArgumentError("It names no symbol.");
  return symbols;
}
