import { checkedReturns } from "../assetReturns.ts";
import { drawdownGuard, type DrawdownGuardOptions, FRESH_GUARD } from "./drawdownGuard.ts";
import { ARMED, killSwitch } from "./killSwitch.ts";

export type GuardOptions = {
  /** Drawdowns between which exposure is scaled down. Default: no such guard. */
  readonly drawdown?: DrawdownGuardOptions;
  /** Drawdown at which all is sold for good. Default: no such switch. */
  readonly kill?: number;
};

export type GuardedReturns = {
  /** Returns that are left, exposure·return [T]. */
  readonly returns: Float64Array;
  /** Share of the strategy that was held in each row [T]. */
  readonly exposure: Float64Array;
};

/**
 * Returns of a strategy behind its guards: what the equity at a close allows is held in the next row. in: simple returns [T]
 * The drawdown guard looks at the strategy without guards, so that exposure comes back when the strategy recovers; the switch looks at the equity that is left. Costs of the changes are not in it.
 */
export function guardReturns(returns: ArrayLike<number>, { drawdown, kill }: GuardOptions): GuardedReturns {
  const [column] = checkedReturns("guardReturns", { returns }, { least: 1 }).values;
  const own = column!;
  const [left, exposure] = [new Float64Array(own.length), new Float64Array(own.length)];
  let [shadow, equity] = [1, 1];
  let guard = { ...FRESH_GUARD, peak: 1 };
  let state = { ...ARMED, peak: 1 };
  for (let t = 0; t < own.length; t++) {
    exposure[t] = state.isOff ? 0 : guard.exposure;
    left[t] = exposure[t]! * own[t]!;
    shadow *= 1 + own[t]!;
    equity *= 1 + left[t]!;
    if (drawdown) guard = drawdownGuard(guard, shadow, drawdown);
    if (kill !== undefined) state = killSwitch(state, equity, { most: kill });
  }
  return { returns: left, exposure };
}
