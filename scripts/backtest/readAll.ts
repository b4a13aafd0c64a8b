import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { Bars } from "../../lib/market/index.ts";
import { readMarket, type MarketOptions } from "../models/market.ts";
import { names } from "../models/numbers.ts";

/** The bars of one asset or of several: files of --input, or symbols, with commas between. */
export async function readAll(options: MarketOptions, command: Command): Promise<readonly [Bars, ...Bars[]]> {
  const { input, symbol } = options;
  const [files, symbols] = [input === undefined || existsSync(input) ? [input] : names(input), symbol === undefined ? [] : names(symbol)];
  if (input !== undefined && symbols.length > 0 && symbols.length !== files.length) command.error(`error: --input names ${files.length} ${files.length === 1 ? "file" : "files"} and --symbol ${symbols.length} names; give a name for each, or none`);
  const { input: _, symbol: __, ...rest } = options;
  const wanted = input === undefined ? symbols.map((one) => ({ symbol: one })) : files.map((file, k) => ({ input: file!, ...(symbols[k] !== undefined && { symbol: symbols[k] }) }));
  const [first = {}, ...others] = wanted;
  const all: [Bars, ...Bars[]] = [await readMarket({ ...rest, ...first }, command)];
  for (const one of others) all.push(await readMarket({ ...rest, ...one }, command));
  return all;
}
