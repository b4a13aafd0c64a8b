import { randomKey, split } from "../../random/index.ts";
import { type Bars, INTERVALS } from "../bars.ts";
import { MarketError } from "../error.ts";
import { generateBars, type MarketRecipe } from "../generateBars.ts";
import { nearest } from "../nearest.ts";
import { type BarsRequest, listed, type Source, wholePage } from "./source.ts";

const START = "2000-01-03";
const base = { rows: 5000, volatility: 0.012, clustering: 0, edge: 0 };
/** Synthetic markets by name. */
const MARKETS: Readonly<Record<string, { readonly about: string } & typeof base>> = {
  CLUSTERS: { ...base, about: "calm and wild times, no edge", clustering: 0.97 },
  NOISE: { ...base, about: "constant volatility, no edge" },
  EDGE: { ...base, about: "each return repeats a fifth of the last one", edge: 0.2 },
};

/** Drawn markets: the same seed gives the same bars. They say of themselves that they are generated. */
export const generated: Source = {
  name: "generated",
  capabilities: { intervals: INTERVALS, network: false, real: false, instruments: [] },
  open: () => ({
    symbols: async () => listed(Object.entries(MARKETS).map(([symbol, { about }]) => ({ symbol, name: `generated: ${about}`, interval: "1d", from: START }))),
    barPages: async function* (request) {
      yield wholePage(drawBars(request));
    },
  }),
};

function drawBars({ interval = "1d", seed = 1, symbol }: BarsRequest): Bars {
  const market = MARKETS[symbol];
  if (market === undefined) {
    const guess = nearest(symbol, Object.keys(MARKETS));
    throw new MarketError(`generated: there is no symbol "${symbol}"${guess === undefined ? "." : `; did you mean "${guess}"?`} There are: ${Object.keys(MARKETS).join(", ")}.`);
  }
  const { about: _, ...numbers } = market;
  const recipe: MarketRecipe = { ...numbers, symbol, interval, start: Date.parse(START) };
  const bars = generateBars(recipe, split(randomKey(seed), symbol));
  return { ...bars, provenance: `${bars.provenance}, seed ${seed}` };
}
