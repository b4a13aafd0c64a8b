import type { ClosedBars, Strategy } from "../backtest/index.ts";

/** Whether a falling market is sold short, or only sat out. */
export type Sides = "long-flat" | "long-short";

export type PositionStrategy = Pick<Strategy, "name" | "parameters" | "warmUp" | "columns"> & {
  /** From an asset's closed bars, the last of them just now, and the position wanted before, to the wanted one: −1 short, 0 flat, 1 long. */
  readonly want: (bars: ClosedBars, before: number) => number;
};

/** A strategy that wants one position in each asset. The equity is shared evenly among the assets; only a change is traded. */
export function wantedPosition({ want, ...rest }: PositionStrategy): Strategy {
  return {
    ...rest,
    start: ({ assets }) => {
      const before = new Float64Array(assets.length);
      return (market, broker) => {
        for (let k = 0; k < assets.length; k++) {
          const bars = market.of(assets[k]);
          if (!bars.isNew) continue;
          const wanted = want(bars, before[k]!);
          if (wanted !== before[k]) broker.targetShare(assets[k]!, wanted / assets.length);
          before[k] = wanted;
        }
      };
    },
  };
}
