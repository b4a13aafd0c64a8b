import type { RuleOptions, SweepRule } from "../rule.ts";

/** Long from a close below the lower Bollinger band until one at the middle or above; short the other way round from the upper band. Bollinger 2001. */
export function bollingerReversion({ short = false }: RuleOptions = {}): SweepRule {
  return {
    name: "bollingerReversion",
    parameters: { period: "bars of the middle band", deviations: "standard deviations from it to the outer bands" },
    columns: ({ deviations, period }) => [`bb_position_${period}_${deviations}`],
    want: ([place], _bars, _set, wanted) => {
      let position = 0;
      for (let t = 0; t < wanted.length; t++) {
        const at = place![t]!;
        // The middle ends what the outer bands began; an unknown place changes nothing.
        if (position > 0 ? at >= 0.5 : at <= 0.5 && position < 0) position = 0;
        if (at < 0) position = 1;
        else if (at > 1 && short) position = -1;
        wanted[t] = position;
      }
    },
  };
}
