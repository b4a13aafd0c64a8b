import { computeFactors } from "../../../lib/factors/index.ts";
import { datasetOf, evaluate, fitFold, type Dataset, type FoldPlan } from "../../../lib/evaluation/index.ts";
import { nextLogReturn } from "../../../lib/labels/index.ts";
import { loadBars } from "../../../lib/market/index.ts";
import { walkForward } from "../../../lib/validation/index.ts";
import { firstDifference } from "../agreement.ts";
import type { Contest } from "../timing.ts";

const LIMIT = 180;
const WORKERS = 2;
const LSTM = { model: "lstm", settings: { units: [50], epochs: 30, patience: 5 } };

/** Ten years of daily bars foretold month by month by an LSTM of 50 units, fitted anew each month on the three years before: 120 fits, in two worker processes, their start included. */
export async function walkForwardContest(): Promise<Contest> {
  const { dataset, plan } = await tenYears();
  const forecastsOf = async (fold: number) => {
    const { fitted, outOfFold } = await fitFold({ dataset, plan, fold, spec: LSTM, seed: 1 });
    fitted.dispose();
    return outOfFold.forecast;
  };
  return {
    work: `walk-forward of LSTM(50), ${plan.folds.length} monthly fits`, peer: `limit of ${LIMIT} s`, target: 1, turns: 1,
    ours: {
      measure: async (runs) => {
        const begun = performance.now();
        for (let run = 0; run < runs; run++) await evaluate(dataset, plan, [LSTM], { workers: WORKERS });
        return (performance.now() - begun) / 1000;
      },
    },
    theirs: { measure: async (runs) => runs * LIMIT },
    agree: async () => {
      const [result] = await evaluate(dataset, { ...plan, folds: plan.folds.slice(0, 2) }, [LSTM], { workers: WORKERS });
      const alone = [...(await forecastsOf(0)), ...(await forecastsOf(1))];
      return firstDifference(result!.forecast, alone, { tolerance: 1e-6 });
    },
  };
}

async function tenYears(): Promise<{ readonly dataset: Dataset; readonly plan: FoldPlan }> {
  const bars = await loadBars({ source: "embedded", symbol: "SP500" });
  const { closeTime } = bars;
  const label = nextLogReturn(bars);
  const columns = computeFactors(bars, ["log_return_1", "rsi_14", "macd_hist_12_26_9", "hist_vol_20", "roc_5"]);
  const folds = walkForward({ from: 0, to: closeTime.length }, { train: "3y", test: "1mo", label, closeTime }).slice(-120);
  return { dataset: datasetOf({ bars, columns, label }), plan: { folds, lookback: 30, scaler: "standard", validationShare: 0.15 } };
}
