import { computeFactors, describeFactor, everyFactor, factorIds, parseFactorId } from "../../factors/index.ts";
import { generateBars } from "../../market/generateBars.ts";
import type { Bars } from "../../market/bars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import type { Panel, PanelMaker } from "../lookAhead/panel.ts";
import type { Judged } from "./zooReport.ts";

/**
 * Every factor there is, as columns that must be found clean: on daily bars and on hourly ones, beside the reference series they read,
 * each an asset of the panel whose future must not be seen either. Quotes are made up from the bar they belong to.
 */
export function everyFactorJudged(key: RandomKey, rows = 900): readonly Judged[] {
  return (["1d", "1h"] as const).map((interval) => {
    const known = [...factorIds("all", { interval, references: ["spy", "btc"], hasQuotes: true }), ...everyFactor().filter((id) => interval === "1h" || !describeFactor(id).intradayOnly)];
    const ids = [...new Set(known)];
    const references = [...new Set(ids.map(parseFactorId).flatMap(({ given, reference }) => [...given, ...(reference === undefined ? [] : [reference])]))];
    const market = (symbol: string): Bars =>
      generateBars({ symbol, rows, interval, start: Date.UTC(2016, 0, 4), volatility: interval === "1d" ? 0.012 : 0.003, clustering: 0.95, edge: 0 }, split(key, `${symbol} ${interval}`));
    const panel: Panel = Object.fromEntries(["FACTORS", ...references].map((symbol) => [symbol, market(symbol)]));
    const make: PanelMaker = ({ FACTORS: bars, ...others }) => ({ FACTORS: computeFactors(bars!, ids, { references: others, quotes: quotesOf(bars!) }) });
    return { panel, make };
  });
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
