import { checkRate, checkSetting, durationText, stepsOf, type Duration, type Schedule } from "./schedule.ts";

export type CosineOptions = Duration & {
  readonly from: number;
  /** The rate at the end and after it. Default 0. */
  readonly to?: number;
};

/** Half a cosine from one rate to another: to + (from − to)(1 + cos(π t/T))/2, t steps of T. Loshchilov & Hutter 2017, one period. */
export function cosine(options: CosineOptions): Schedule {
  const { from, to = 0 } = options;
  checkRate("cosine", "from", from);
  checkSetting("cosine", "to", to, 0, from);
  checkSetting("cosine", "the duration", stepsOf(options, 1), 1);
  return {
    name: `cosine(from ${from}, to ${to}, ${durationText(options)})`,
    everyStep: true,
    rate: ({ step, stepsPerEpoch }) => {
      const share = Math.min(1, step / stepsOf(options, stepsPerEpoch));
      return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
    },
  };
}
