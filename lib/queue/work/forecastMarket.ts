import path from "node:path";
import { ENSEMBLE_RESTORERS } from "../../ensembles/index.ts";
import { columnsOfBars, forecastsOf } from "../../evaluation/index.ts";
import { startEngine } from "../../tensorflow/index.ts";
import { loadCard, loadForecaster } from "../../training/index.ts";
import { loadBarsFile, loadColumnsFile, saveForecasts } from "./marketFiles.ts";
import type { WorkContext } from "./work.ts";

/** Forecasts as `npx marketbook predict` makes them on the machine that asks. */
export async function forecastMarket({ model, of, source }: { readonly of: "bars" | "columns"; readonly model: string; readonly source: string }, { inputs, outputs }: WorkContext) {
  const folder = path.join(inputs, "model");
  const card = await loadCard(folder);
  if (card.kind === "network") await startEngine();
  const forecaster = await loadForecaster(folder, { restorers: ENSEMBLE_RESTORERS });
  try {
    const columns = of === "bars" ? columnsOfBars(card, loadBarsFile(path.join(inputs, "bars")), model) : loadColumnsFile(path.join(inputs, "columns"));
    const forecasts = forecastsOf(forecaster, columns, model, source);
    saveForecasts(forecasts, path.join(outputs, "forecasts"));
    return { rows: forecasts.rows.length };
  } finally {
    forecaster.dispose();
  }
}
