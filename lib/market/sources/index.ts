import { connect, type ConnectOptions } from "../connection/connect.ts";
import { MarketError } from "../error.ts";
import { nearest } from "../nearest.ts";
import { alphaVantage } from "./alphaVantage.ts";
import { blockchainInfo } from "./blockchainInfo.ts";
import { binance } from "./binance.ts";
import { coinGecko } from "./coinGecko.ts";
import { edgar } from "./edgar.ts";
import { embedded } from "./embedded.ts";
import { file } from "./file.ts";
import { finnhub } from "./finnhub.ts";
import { fmp } from "./fmp.ts";
import { fred } from "./fred.ts";
import { generated } from "./generated.ts";
import { reddit } from "./reddit.ts";
import { rss } from "./rss.ts";
import type { OpenSource, Source } from "./source.ts";
import { twelveData } from "./twelveData.ts";
import { stored } from "./stored.ts";
import { x } from "./x.ts";
import { yahoo } from "./yahoo.ts";

/** Every provider of bars, the default first. */
export const SOURCES: readonly Source[] = [embedded, yahoo, twelveData, alphaVantage, binance, blockchainInfo, finnhub, coinGecko, fred, edgar, rss, reddit, x, fmp, file, stored, generated];

/** A provider by name; an unknown name is an error that lists all and names the nearest. */
export function findSource(name: string): Source {
  const found = SOURCES.find((source) => source.name === name);
  if (found) return found;
  const names = SOURCES.map((source) => source.name);
  const guess = nearest(name, names);
  throw new MarketError(`loadBars: there is no source "${name}"${guess === undefined ? "." : `; did you mean "${guess}"?`} There are: ${names.join(", ")}.`);
}

/** A source ready to be asked, with a connection of its own. */
export function openSource(name: string, options: ConnectOptions = {}): OpenSource {
  const source = findSource(name);
  return source.open(connect(source, options));
}
