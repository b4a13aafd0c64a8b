import { Option, type Command } from "commander";
import { INTERVALS, loadBars, SOURCES, type Bars, type Interval } from "../../lib/market/index.ts";
import { readBars } from "../readBars.ts";

/** Where a command's bars come from. */
export type MarketOptions = { readonly input?: string; readonly symbol?: string; readonly source: string; readonly interval?: Interval; readonly from?: string; readonly to?: string };

/** Adds the options that name bars: a file, or a symbol of a source. */
export function addMarketOptions(command: Command): Command {
  return command
    .option("--input <bars>", "bars: date,open,high,low,close,volume (.csv or .parquet)")
    .option("--symbol <name>", "name of the bars; without --input, what to load from --source, such as SP500")
    .addOption(new Option("--source <name>", "where bars of a symbol come from").choices(SOURCES.map((source) => source.name)).default("embedded"))
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times, else 1d)").choices(INTERVALS))
    .option("--from <day>", "first UTC day of a symbol's bars, such as 2010-01-01")
    .option("--to <day>", "last UTC day of a symbol's bars");
}

/** The bars that the options name. */
export async function readMarket({ from, input, interval, source, symbol, to }: MarketOptions, command: Command): Promise<Bars> {
  if (input === undefined && symbol === undefined) command.error("error: --input is missing; name a file of bars with --input, or a symbol with --symbol SP500");
  if (input !== undefined && (from ?? to) !== undefined) command.error("error: --from and --to choose bars of a --symbol; a file of --input is taken whole");
  if (input !== undefined) return readBars(input, { symbol, interval });
  return loadBars({ source, ...(symbol && { symbol }), ...(interval && { interval }), ...(from && { from }), ...(to && { to }) });
}
