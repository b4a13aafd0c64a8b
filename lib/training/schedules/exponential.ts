import { checkRate, checkSetting, durationText, stepsOf, type Duration, type Schedule } from "./schedule.ts";

export type ExponentialOptions = Duration & {
  readonly from: number;
  readonly factor: number;
  /** Falls at the end of each duration instead of a little with every step. Default false. */
  readonly staircase?: boolean;
};

/** Multiplies the rate by a factor over each duration: from · factor^(t/T), t/T cut to a whole number on a staircase. */
export function exponential(options: ExponentialOptions): Schedule {
  const { factor, from, staircase = false } = options;
  checkRate("exponential", "from", from);
  checkRate("exponential", "factor", factor);
  checkSetting("exponential", "the duration", stepsOf(options, 1), 1);
  return {
    name: `exponential(from ${from}, factor ${factor}, ${durationText(options)}${staircase ? ", staircase" : ""})`,
    everyStep: !(staircase && "epochs" in options && Number.isInteger(options.epochs)),
    rate: ({ step, stepsPerEpoch }) => {
      const periods = step / stepsOf(options, stepsPerEpoch);
      return from * factor ** (staircase ? Math.floor(periods) : periods);
    },
  };
}
