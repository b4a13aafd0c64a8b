import { Command, Option } from "commander";
import { barsOfLive, formatBarTime, formatStreamEvent, INTERVALS, type Interval, type LiveBar, type MarketStore, openSource, openStore, streamBars } from "../../lib/market/index.ts";
import { interruption } from "../interruption.ts";

type Options = { readonly source: string; readonly symbols: readonly string[]; readonly interval: Interval; readonly from?: string; readonly store?: string; readonly unfinished?: boolean; readonly origin?: string };

export function streamCommand(): Command {
  return new Command("stream")
    .description("Prints bars as they happen, a line a bar, and saves them. Gaps are filled from the source's history. Ctrl-C ends it.")
    .requiredOption("--source <name>", "where the bars come from: binance pushes them, any other source is asked after each close")
    .requiredOption("--symbols <list>", "symbols with commas between: BTC-USDT,ETH-USDT", (text) => text.split(",").map((symbol) => symbol.trim()))
    .addOption(new Option("--interval <interval>", "length of a bar").choices(INTERVALS).default("1m"))
    .option("--from <time>", "begin with the bars since then, 2024-03-15 or 2024-03-15T14:30:00Z")
    .option("--store <place>", "save finished bars in this store: a folder, or the address of a Postgres database")
    .option("--unfinished", "print the open bar too, whenever it changes")
    .addOption(new Option("--origin <address>", "another scheme and host than the source's own").hideHelp())
    .action(run);
}

async function run({ from, interval, origin, source, store: place, symbols, unfinished = false }: Options): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([interruption(), failed.signal]);
  const connection = origin === undefined ? {} : { origin };
  const opened = openSource(source, { ...connection, signal });
  const store = place === undefined ? undefined : await openStore(place);
  const follow = async (symbol: string): Promise<void> => {
    const onEvent = (event: Parameters<typeof formatStreamEvent>[0]): void => console.error(`${symbol}: ${formatStreamEvent(event)}`);
    for await (const bar of streamBars({ source, symbol, interval, opened, connection, signal, unfinished, onEvent, ...(from === undefined ? {} : { from }) })) {
      console.log(lineOf(bar));
      if (bar.isFinished) await save(store, bar);
    }
  };
  try {
    await Promise.all(symbols.map((symbol) => follow(symbol).catch((error: unknown) => {
      // One symbol that cannot be had ends the others too: a command that goes on without it would be believed.
      failed.abort();
      throw error;
    })));
  } finally {
    await store?.close();
  }
}

async function save(store: MarketStore | undefined, bar: LiveBar): Promise<void> {
  await store?.saveBars(barsOfLive([bar]), { source: bar.source, receivedAt: bar.receivedAt });
}

function lineOf({ close, closeTime, high, isFinished, low, open, symbol, volume }: LiveBar): string {
  return [symbol, formatBarTime(closeTime), open, high, low, close, volume, ...(isFinished ? [] : ["unfinished"])].join("  ");
}
