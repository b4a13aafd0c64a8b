import { computeFactors, computePanel, describeFactor, everyFactor, factorIds, parseFactorId } from "../../factors/index.ts";
import { mapBars, type Bars, type Interval } from "../../market/bars.ts";
import { generateBars } from "../../market/generateBars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import type { Panel } from "../lookAhead/panel.ts";
import type { Judged } from "./zooReport.ts";

const REFERENCES = ["spy", "btc"];
/** Families that know the hour, and so say something else on bars of an hour. */
const HOURLY: readonly string[] = ["calendar", "sessions"];

/**
 * Every factor there is, as columns that must be found clean: those of one asset on daily bars; those of the hour on hourly bars;
 * those that compare, beside the series they compare with, whose future must not be seen either; and the alphas across assets, of which one misses days.
 * Quotes are made up from the bar they belong to.
 */
export function everyFactorJudged(key: RandomKey, rows = 900): readonly Judged[] {
  const daily = idsFor("1d");
  const hourly = idsFor("1h").filter((id) => !daily.includes(id) || HOURLY.includes(describeFactor(id).family));
  const references = [...new Set(daily.flatMap(readsOf))];
  const market = (symbol: string, interval: Interval, count = rows): Bars =>
    generateBars({ symbol, rows: count, interval, start: Date.UTC(2016, 0, 4), volatility: interval === "1d" ? 0.012 : 0.003, clustering: 0.95, edge: 0 }, split(key, `${symbol} ${interval}`));
  const panelOf = (symbols: readonly string[], count = rows): Panel => Object.fromEntries(symbols.map((symbol) => [symbol, market(symbol, "1d", count)]));
  const alone = (ids: readonly string[], interval: Interval): Judged => ({
    name: `${interval} factors of one asset`, panel: { ONE: market("ONE", interval) }, make: ({ ONE }) => ({ ONE: computeFactors(ONE!, ids, { quotes: quotesOf(ONE!) }) }),
  });
  const comparing = daily.filter((id) => readsOf(id).length > 0);
  const assets = panelOf(["A", "B", "C", "D"], Math.ceil(rows / 2));
  return [
    alone(daily.filter((id) => readsOf(id).length === 0), "1d"),
    alone(hourly.filter((id) => readsOf(id).length === 0), "1h"),
    { name: "factors that compare", panel: panelOf(["ONE", ...references]), make: ({ ONE, ...others }) => ({ ONE: computeFactors(ONE!, comparing, { references: others }) }) },
    { name: "alphas across assets", panel: { ...assets, D: withDaysMissing(assets.D!) }, make: (panel) => computePanel(panel, factorIds("alpha101"), { groups: GROUPS }) },
  ];
}

const GROUPS = Object.fromEntries(["sector", "industry", "subindustry"].map((level) => [level, { A: "x", B: "x", C: "y", D: "y" }]));

function idsFor(interval: Interval): readonly string[] {
  const examples = everyFactor().filter((id) => interval !== "1d" || !describeFactor(id).intradayOnly);
  return [...new Set([...factorIds("all", { interval, references: REFERENCES, hasQuotes: true }), ...examples])];
}

/** The other series a factor reads. */
function readsOf(id: string): readonly string[] {
  const { given, reference } = parseFactorId(id);
  return reference === undefined ? given : [reference, ...given];
}

/** Bars without every tenth. */
function withDaysMissing(bars: Bars): Bars {
  return mapBars(bars, (values) => values.filter((_, row) => row % 10 !== 7));
}

/** Quotes and trades made up from a bar's own range and volume. */
function quotesOf({ close, high, low, volume }: Bars) {
  const half = close.map((_, row) => 0.05 * (high[row]! - low[row]!));
  const buyShare = close.map((price, row) => (high[row] === low[row] ? 0.5 : (price - low[row]!) / (high[row]! - low[row]!)));
  return {
    bid: close.map((price, row) => price - half[row]!),
    ask: close.map((price, row) => price + half[row]!),
    bidSize: buyShare.map((share) => 100 + 900 * share),
    askSize: buyShare.map((share) => 1000 - 900 * share),
    buyVolume: buyShare.map((share, row) => share * volume[row]!),
    sellVolume: buyShare.map((share, row) => (1 - share) * volume[row]!),
    trades: volume.map((size) => 1 + Math.floor(size / 500)),
    tradeSizeSquares: volume.map((size) => size * 700),
    largestTrade: volume.map((size) => size / 20),
  };
}
