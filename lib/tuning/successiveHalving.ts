import { TuningError } from "./error.ts";

/** From which value on a trial is stopped after a step. */
export type Limit = { readonly step: number; readonly most: number };

export type HalvingOptions = {
  /** Steps before a trial can be stopped for the first time. Default 1. */
  readonly first?: number;
  /** Of so many trials one goes on, and after so many times as many steps it is asked again. Default 3. */
  readonly factor?: number;
};

/**
 * Asynchronous successive halving: after first, first·factor, first·factor² … steps a trial goes on if its value is among the best 1/factor
 * of those that came so far, its own included; where fewer than `factor` did, it goes on. After the last step nobody is stopped: there is nothing left to save.
 * Jamieson & Talwalkar 2016, https://proceedings.mlr.press/v51/jamieson16.html; Li et al. 2020, https://arxiv.org/abs/1810.05934 (the rule that stops instead of pausing).
 * in: values by step of the earlier trials  out: the limits of the next trial, by step
 */
export function successiveHalving(earlier: readonly (readonly { readonly step: number; readonly value: number }[])[], { factor = 3, first = 1 }: HalvingOptions = {}): readonly Limit[] {
  if (!Number.isInteger(first) || first < 1) throw new TuningError(`successiveHalving: first must be a whole number of steps ≥ 1, got ${first}`);
  if (!(factor > 1)) throw new TuningError(`successiveHalving: factor must be above 1, got ${factor}`);
  const last = Math.max(0, ...earlier.flatMap((values) => values.map(({ step }) => step)));
  const limits: Limit[] = [];
  for (let rung = first; Math.round(rung) < last; rung *= factor) {
    const step = Math.round(rung);
    const values = earlier.flatMap((trial) => trial.filter((told) => told.step === step).map(({ value }) => value)).sort((a, b) => a - b);
    const going = Math.floor((values.length + 1) / factor);
    if (going >= 1) limits.push({ step, most: values[going - 1]! });
  }
  return limits;
}
