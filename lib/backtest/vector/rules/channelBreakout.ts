import type { RuleOptions, SweepRule } from "../rule.ts";

/** Long from a close above the highest high of the `entry` bars before until one below the lowest low of the `exit` bars before; short the other way round. Donchian 1960. */
export function channelBreakout({ short = false }: RuleOptions = {}): SweepRule {
  return {
    name: "channelBreakout",
    parameters: { entry: "bars whose range must be left to enter", exit: "bars whose range must be left to get out" },
    refuse: ({ entry, exit }) => (exit! <= entry! ? undefined : `exit (${exit}) must be no longer than entry (${entry})`),
    columns: ({ entry, exit }) => [`donchian_upper_${entry}`, `donchian_lower_${entry}`, `donchian_upper_${exit}`, `donchian_lower_${exit}`],
    want: ([upper, lower, exitUpper, exitLower], { close }, _set, wanted) => {
      let position = 0;
      wanted[0] = 0;
      for (let t = 1; t < wanted.length; t++) {
        const price = close[t]!;
        if (position > 0 ? price < exitLower![t - 1]! : position < 0 && price > exitUpper![t - 1]!) position = 0;
        if (price > upper![t - 1]!) position = 1;
        else if (price < lower![t - 1]! && short) position = -1;
        wanted[t] = position;
      }
    },
  };
}
