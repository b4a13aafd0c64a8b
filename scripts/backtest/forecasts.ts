import type { Command } from "commander";
import { loadOutOfFold } from "../../lib/evaluation/kept/outOfFoldFile.ts";
import type { Bars } from "../../lib/market/index.ts";
import type { DatedForecasts } from "../../lib/strategies/index.ts";

/** Out-of-fold forecasts for `modelSignal`: by asset, and the bars they look ahead. */
export type ReadForecasts = { readonly forecasts: Readonly<Record<string, DatedForecasts>>; readonly horizon: number };

/** Forecasts of files that walk-forward wrote, one for each asset in turn. Those of a price, or of other bars, are refused. */
export function readForecasts(files: readonly string[], bars: readonly Bars[], command: Command): ReadForecasts {
  if (files.length !== bars.length) command.error(`error: --out-of-fold names ${files.length} ${files.length === 1 ? "file" : "files"} for ${bars.length} ${bars.length === 1 ? "asset" : "assets"}; name one for each, in their order`);
  const read = files.map((file, k) => {
    const { closeTime, forecast, label, probabilities } = loadOutOfFold(file);
    const { closeTime: closes, symbol } = bars[k]!;
    if (label.kind === "level") throw new Error(`${file} foretells ${label.name}, a price; modelSignal reads returns or classes. Walk forward with --label nextLogReturn or nextRise`);
    const known = new Set(closes);
    if (!closeTime.some((time) => known.has(time))) throw new Error(`${file}: none of its ${closeTime.length} forecasts was made at a close of ${symbol}; give the bars it was made of`);
    return { symbol, horizon: label.horizon, dated: { closeTime, forecast, ...(probabilities && { probabilities }) } };
  });
  return { forecasts: Object.fromEntries(read.map(({ dated, symbol }) => [symbol, dated])), horizon: read[0]!.horizon };
}
