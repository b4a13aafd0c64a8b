import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Forecasts } from "../../lib/evaluation/index.ts";
import type { Columns } from "../../lib/factors/columns.ts";
import type { Bars } from "../../lib/market/index.ts";
import type { ModelCard } from "../../lib/training/index.ts";
import type { Queued } from "./queueOptions.ts";

/** What a model foretells: bars, of which its columns are computed, or the columns themselves. */
export type Market = { readonly of: "bars"; readonly bars: Bars } | { readonly of: "columns"; readonly columns: Columns };

export type ForecastAsked = { readonly folder: string; readonly card: ModelCard; readonly market: Market; readonly source: string; readonly signal: AbortSignal };

const LONGEST = 200;

/** Foretells through a queue: the model's files and the market go, the forecasts come back, the same to the last bit as those made here. */
export async function queuedForecasts({ device, handIn }: Queued, { card, folder, market, signal, source }: ForecastAsked): Promise<Forecasts> {
  const { loadForecasts, predictWork, saveBarsFile, saveColumnsFile } = await import("../../lib/queue/index.ts");
  const scratch = mkdtempSync(path.join(tmpdir(), "marketbook-predict-"));
  try {
    const file = path.join(scratch, market.of);
    if (market.of === "bars") saveBarsFile(market.bars, file);
    else saveColumnsFile(market.columns, file);
    const model = Object.fromEntries(["card.json", ...Object.keys(card.files)].map((name) => [`model/${name}`, path.join(folder, name)]));
    const words = { model: path.basename(folder).slice(-LONGEST), source: path.basename(source).slice(-LONGEST) };
    return await handIn.submit(predictWork, { of: market.of, ...words, device }, async ({ fetchOutputs }) => {
      await fetchOutputs(scratch);
      return loadForecasts(path.join(scratch, "forecasts"));
    }, { inputs: { [market.of]: file, ...model }, signal });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
