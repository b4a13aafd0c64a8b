import { percent, type ClosedBars, type Strategy } from "../backtest/index.ts";
import { volatilityTarget } from "../portfolio/index.ts";
import { checkParameter } from "./checkParameter.ts";
import { scaledBroker, type ScaledBroker } from "./scaledBroker.ts";

export type VolatilityTargetedOptions = {
  /** Annual volatility wanted of each asset's position, 0.1 is 10 %. Default 0.1. */
  readonly target?: number;
  /** Bars whose volatility is measured. Default 60. */
  readonly lookback?: number;
  /** Bars in a year. Default 252, days of an exchange. */
  readonly periodsPerYear?: number;
  /** Largest multiple of what the strategy asks for. Default 1: no leverage. */
  readonly most?: number;
  /** Change of the exposure, as a share of it, from which a position is sized anew. Default 0.1. */
  readonly band?: number;
};

/**
 * A strategy whose positions have the same volatility in calm and in wild markets: each is min(most, target/σ) times what it asks for, σ of the bars just past. Moreira and Muir 2017.
 * It decides from the first σ on. While prices stand still there is none, and the exposure stays as it was.
 * Exits of a target stand where the strategy puts them, for the size that the position has; what they have closed is not opened again until the strategy asks for it.
 */
export function volatilityTargeted(strategy: Strategy, { band = 0.1, lookback = 60, most = 1, periodsPerYear = 252, target = 0.1 }: VolatilityTargetedOptions = {}): Strategy {
  checkParameter("volatilityTargeted", "band", band, "a share from 0", (share) => share >= 0 && Number.isFinite(share));
  volatilityTarget(new Float64Array(2), { lookback, most, periodsPerYear, target }); // refuses what it cannot aim at
  return {
    ...strategy,
    name: `${strategy.name} at ${percent(target)} volatility`,
    parameters: { ...strategy.parameters, volatilityTarget: target, volatilityLookback: lookback, volatilityMost: most, volatilityBand: band, periodsPerYear },
    warmUp: Math.max(strategy.warmUp ?? 0, lookback + 1),
    start: (given) => {
      const decide = strategy.start(given);
      const exposure = new Map(given.assets.map((asset) => [asset, 0]));
      const traded = new Map<string, number>();
      let scaled: ScaledBroker | undefined;
      return (market, broker) => {
        scaled ??= scaledBroker(broker, (asset) => (traded.set(asset, exposure.get(asset)!), exposure.get(asset)!));
        for (const asset of given.assets) {
          const bars = market.of(asset);
          if (!bars.isNew) continue;
          const [now] = volatilityTarget(returnsOf(bars, lookback), { lookback, most, periodsPerYear, target }).slice(-1);
          if (now !== undefined && !Number.isNaN(now)) exposure.set(asset, now);
        }
        decide(market, scaled.broker);
        for (const [asset, { exits, share }] of scaled.wanted) {
          const [now, before] = [exposure.get(asset)!, traded.get(asset)!];
          const isOver = exits !== undefined && before > 0 && broker.units(asset) === 0;
          if (share !== 0 && !isOver && Math.abs(now - before) > band * before) scaled.broker.targetShare(asset, share, exits);
        }
      };
    },
  };
}

function returnsOf(bars: ClosedBars, count: number): Float64Array {
  const closes = bars.closes(count + 1);
  return closes.subarray(1).map((close, t) => close / closes[t]! - 1);
}
