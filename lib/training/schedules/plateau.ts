import { checkRate, checkSetting, type Schedule } from "./schedule.ts";

export type PlateauOptions = {
  readonly from: number;
  /** The rate is multiplied by this. Default 0.1. */
  readonly factor?: number;
  /** Epochs without a better validation loss after which it is. Default 10. */
  readonly patience?: number;
  /** The rate never falls below this. Default 0. */
  readonly minimum?: number;
  /** A validation loss counts as better if it is lower by more than this. Default 1e-4. */
  readonly minDelta?: number;
};

/**
 * Lowers the rate each time the validation loss has not become better for `patience` epochs: rate ← max(rate · factor, minimum).
 * The rule and the defaults of Keras's ReduceLROnPlateau.
 */
export function plateau({ from, factor = 0.1, minDelta = 1e-4, minimum = 0, patience = 10 }: PlateauOptions): Schedule {
  checkRate("plateau", "from", from);
  checkSetting("plateau", "factor", factor, 0, 1);
  checkSetting("plateau", "patience", patience, 1);
  checkSetting("plateau", "minimum", minimum, 0, from);
  return {
    name: `plateau(from ${from}, factor ${factor}, patience ${patience}, minimum ${minimum}, minDelta ${minDelta})`,
    everyStep: false,
    rate: ({ validationLoss }) => {
      let [lowest, waited, rate] = [Infinity, 0, from];
      for (const loss of validationLoss) {
        waited = loss < lowest - minDelta ? 0 : waited + 1;
        if (waited === 0) lowest = loss;
        if (waited < patience) continue;
        rate = Math.max(rate * factor, minimum);
        waited = 0;
      }
      return rate;
    },
  };
}
