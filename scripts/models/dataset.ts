import { Option, type Command } from "commander";
import { datasetOf, type Dataset } from "../../lib/evaluation/index.ts";
import { computeFactors, describeFactor, factorIds, parseFactorId } from "../../lib/factors/index.ts";
import type { Bars } from "../../lib/market/index.ts";
import { isLabelName, LABELS, labelOf } from "./labels.ts";
import { names, share, whole } from "./numbers.ts";
import type { ScalerKind } from "../../lib/scaling/index.ts";

/** What is learnt from, and what is foretold. */
export type DatasetOptions = { readonly factors?: readonly string[]; readonly label: string; readonly horizon: number; readonly lookback: number; readonly scaler: ScalerKind; readonly validationShare: number };

/** Adds the options that make a dataset of bars. */
export function addDatasetOptions(command: Command): Command {
  return command
    .option("--factors <ids>", "columns that are learnt from, with commas between: rsi_14,macd_hist_12_26_9 (default: the columns of the default set that keep their size when prices grow)", names)
    .addOption(new Option("--label <name>", "what is foretold").choices(LABELS).default("nextLogReturn"))
    .option("--horizon <bars>", "bars that the label looks ahead", whole(1), 1)
    .option("--lookback <bars>", "steps of a window", whole(1, 100_000), 30)
    .addOption(new Option("--scaler <kind>", "how columns are scaled, on training rows alone").choices(["standard", "robust", "minMax"]).default("standard"))
    .option("--validation-share <share>", "last share of the training rows, which decides when a fit stops", share, 0.15);
}

/** Columns and label of bars. */
export function datasetFrom(bars: Bars, { factors, horizon, label }: DatasetOptions, command: Command): Dataset {
  if (factors?.length === 0) command.error("error: --factors names no factor; give ids with commas between, such as --factors rsi_14,macd_hist_12_26_9");
  if (!isLabelName(label)) command.error(`error: --label must be one of ${LABELS.join(", ")}`);
  return datasetOf({ bars, columns: computeFactors(bars, factors ?? scaleFree(bars)), label: labelOf(label, bars, horizon) });
}

/** Refuses, before any bars are read, ids that there are not, and factors that need more than one symbol's bars. */
export function checkFactors(ids: readonly string[] = []): void {
  for (const id of ids) {
    const { given, reference } = parseFactorId(id);
    if (reference !== undefined || given.length > 0 || describeFactor(id).comparesAssets) throw new Error(`"${id}" needs the bars of other symbols, which this command does not read; take another factor, or fit the model in a notebook`);
  }
}

/** The columns of the default set that keep their size when prices grow, and that the bars are long enough for. */
function scaleFree({ closeTime, interval }: Bars): readonly string[] {
  return factorIds("default", { interval }).filter((id) => {
    const { scaleFree: keeps, warmUp } = describeFactor(id, interval);
    return keeps && warmUp < closeTime.length / 4;
  });
}
