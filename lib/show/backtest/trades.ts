import type { Trade } from "../../backtest/index.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { candlestickFigure, type CandlestickOptions, type Marker } from "../candlesticks.ts";
import { ShowError } from "../error.ts";
import type { Figure } from "../figure.ts";
import { formatNumber } from "../formats.ts";

export type TradesOptions = Omit<CandlestickOptions, "markers"> & {
  /** Bars drawn, counted back from the last. Default: all, several to a candle where they are many. */
  readonly last?: number;
};

/** Trades marked at most: the last ones, the others are counted in the note. */
const MOST = 400;

/** Entries and exits on candles: what was bought points up, what was sold down. Trades of other assets are left out. in: the bars of the backtest, its trades */
export function tradesFigure(bars: Bars, trades: readonly Trade[], { last, ...options }: TradesOptions = {}): Figure {
  if (last !== undefined && !(Number.isInteger(last) && last > 0)) throw new ShowError(`tradesFigure: last is a whole number of bars above 0, got ${last}`);
  const drawn = last === undefined ? bars : sliceBars(bars, -last);
  const from = drawn.closeTime[0] ?? Infinity;
  const own = trades.filter(({ asset, exitTime }) => asset === bars.symbol && exitTime >= from);
  const shown = own.slice(-MOST);
  const markers = shown.flatMap(({ costs, entryPrice, entryTime, exitPrice, exitTime, isOpen, profit, side }): Marker[] => {
    const [inwards, outwards] = side === "long" ? (["buy", "sell"] as const) : (["sell", "buy"] as const);
    return [
      ...(entryTime < from ? [] : [{ closeTime: entryTime, price: entryPrice, kind: inwards, text: `${side} entry at ${formatNumber(entryPrice)}` }]),
      ...(isOpen ? [] : [{ closeTime: exitTime, price: exitPrice, kind: outwards, text: `${side} exit at ${formatNumber(exitPrice)}, net ${formatNumber(profit - costs)}` }]),
    ];
  });
  const left = own.length > shown.length ? ` · the last ${shown.length} of ${own.length} trades are marked` : "";
  const figure = { title: `${bars.symbol}: entries and exits`, hasVolume: false, candles: 300, ...options };
  return candlestickFigure(drawn, { ...figure, markers, note: `${figure.note ?? bars.provenance}${left}` });
}
