import type { BacktestResult } from "../backtest/result.ts";
import type { Columns } from "../factors/columns.ts";
import type { Bars } from "../market/bars.ts";
import type { FittedScaler } from "../scaling/fittedScaler.ts";
import type { Windows } from "../windows/slidingWindows.ts";
import { rangeOf } from "./arrays.ts";
import type { MimeBundle } from "./bundle.ts";
import { candlestickFigure } from "./candlesticks.ts";
import { equityFigure } from "./equity.ts";
import { fieldsBundle } from "./fields.ts";
import { figureBundle } from "./figure.ts";
import { formatCell, formatCount, formatNumber, formatTime, spanText } from "./formats.ts";
import { tableBundle } from "./table.ts";

/** Bars as candles, with span and source in a line. */
export function barsBundle(bars: Bars): MimeBundle {
  const line = `${bars.symbol}, ${bars.interval}: ${spanText(bars.closeTime, "bar")} · ${bars.provenance}`;
  if (bars.closeTime.length === 0) return { "text/plain": line };
  return { ...figureBundle(candlestickFigure(bars)), "text/plain": line };
}

/** One line a column: the first bar with a value, the range, the missing values, the last value. */
export function columnsBundle({ closeTime, names, values }: Columns): MimeBundle {
  const rows = names.map((name) => {
    const column = values[name] ?? new Float64Array();
    const { low, high, missing } = rangeOf(column);
    const first = column.findIndex((value) => !Number.isNaN(value));
    const isEmpty = low > high;
    return { column: name, "first value": first < 0 ? "none" : formatTime(closeTime[first] ?? NaN), lowest: isEmpty ? NaN : low, highest: isEmpty ? NaN : high, last: column.at(-1), missing };
  });
  return tableBundle(rows, { rows: 24, formats: { lowest: formatCell, highest: formatCell, last: formatCell }, title: `${formatCount(names.length, "column")} × ${spanText(closeTime, "row")}` });
}

export function isWindows(value: object): value is Windows {
  return "inputs" in value && "targets" in value && "lookback" in value && "features" in value && "horizon" in value;
}

/** Shapes and ranges of windows: what a network is fed. */
export function windowsBundle({ inputs, targets, rows, count, lookback, features, columns, horizon }: Windows): MimeBundle {
  const range = (values: ArrayLike<number>) => {
    const { low, high } = rangeOf(values);
    return `${formatNumber(low)} … ${formatNumber(high)}`;
  };
  return fieldsBundle(formatCount(count, "window"), [
    ["inputs [N, T, F]", `[${count}, ${lookback}, ${features}] · ${range(inputs)}`],
    ["targets [N]", `[${count}] · ${range(targets)}`],
    ["decision rows", `${rows[0] ?? "none"} … ${rows.at(-1) ?? "none"}`],
    ["horizon", formatCount(horizon, "bar")],
    ["columns", columns.length <= 12 ? columns.join(", ") : `${columns.slice(0, 12).join(", ")} and ${columns.length - 12} more`],
  ]);
}

export function isFittedScaler(value: object): value is FittedScaler {
  return "kind" in value && "fold" in value && "scales" in value && "inverse" in value;
}

/** What a scaler learnt of each column, and from which rows. */
export function scalerBundle({ kind, fold, scales }: FittedScaler): MimeBundle {
  const rows = Object.entries(scales).map(([column, { offset, scale }]) => ({ column, offset, scale }));
  return tableBundle(rows, { rows: 40, formats: { offset: formatCell, scale: formatCell }, title: `${kind} scaler, fitted on rows ${fold.from} … ${fold.to - 1}` });
}

export function isBacktestResult(value: object): value is BacktestResult {
  return "equity" in value && "trades" in value && "closeTime" in value && "assumptions" in value && "symbol" in value;
}

/** A backtest as its equity and drawdown, with trades and costs in a line. */
export function backtestBundle(result: BacktestResult): MimeBundle {
  const note = `${spanText(result.closeTime, "bar")} · ${formatCount(result.trades.length, "trade")} · costs ${formatNumber(result.costs.total)}`;
  return figureBundle(equityFigure(result.closeTime, { strategy: result.equity }, { title: `${result.symbol}: equity and drawdown`, note }));
}
