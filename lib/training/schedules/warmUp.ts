import { checkSetting, durationText, stepsOf, type Duration, type Schedule } from "./schedule.ts";

/**
 * Raises the rate in a straight line to the first rate of another schedule, which begins after it:
 * rate · (t + 1)/T in step t < T. Goyal 2017, "gradual warm-up".
 */
export function warmUp(duration: Duration, then: Schedule): Schedule {
  checkSetting("warmUp", "the duration", stepsOf(duration, 1), 1);
  return {
    name: `warmUp(${durationText(duration)}) then ${then.name}`,
    everyStep: true,
    rate: (moment) => {
      const steps = stepsOf(duration, moment.stepsPerEpoch);
      const rate = then.rate({ ...moment, step: Math.max(0, moment.step - steps) });
      return moment.step < steps ? (rate * (moment.step + 1)) / steps : rate;
    },
  };
}
