import { percent, type Strategy } from "../backtest/index.ts";
import { ARMED, drawdownGuard, FRESH_GUARD, killSwitch } from "../portfolio/index.ts";
import { scaledBroker, type ScaledBroker } from "./scaledBroker.ts";

export type DrawdownGuardedOptions = {
  /** Drawdown of the account from which positions become smaller. Default 0.1. */
  readonly from?: number;
  /** Drawdown at which everything is sold and the strategy is asked no more. Default 0.2. */
  readonly most?: number;
};

/**
 * A strategy under a guard: what it asks for is scaled down in a straight line from the first drawdown to the last (Grossman and Zhou 1993), and there a kill switch closes everything for good.
 * The guard looks at the account's equity at each close, so a gap may lose more than `most`. A position is sized anew at the strategy's next decision, not between.
 */
export function withDrawdownGuard(strategy: Strategy, { from = 0.1, most = 0.2 }: DrawdownGuardedOptions = {}): Strategy {
  drawdownGuard(FRESH_GUARD, 1, { from, to: most }); // refuses drawdowns in the wrong order
  return {
    ...strategy,
    name: `${strategy.name} up to ${percent(most)} drawdown`,
    parameters: { ...strategy.parameters, guardFrom: from, guardMost: most },
    start: (given) => {
      const decide = strategy.start(given);
      let [guard, kill] = [FRESH_GUARD, ARMED];
      let scaled: ScaledBroker | undefined;
      return (market, broker) => {
        if (kill.isOff) return;
        scaled ??= scaledBroker(broker, () => guard.exposure);
        guard = drawdownGuard(guard, broker.equity, { from, to: most });
        kill = killSwitch(kill, broker.equity, { most });
        if (!kill.isOff) return decide(market, scaled.broker);
        broker.cancelAll();
        for (const asset of given.assets) broker.targetUnits(asset, 0);
      };
    },
  };
}
