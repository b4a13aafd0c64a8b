import type { Broker, Strategy } from "../backtest/index.ts";
import { checkParameter } from "./checkParameter.ts";
import { StrategyError } from "./error.ts";
import { nextKalman, startKalman } from "./kalmanRegression.ts";

export type KalmanPairOptions = {
  /** z-score at which the spread is traded. Default 2. */
  readonly entry?: number;
  /** z-score at which it is left again; 0 is where the pair is in line. Default 0. */
  readonly exit?: number;
  /** Errors of the filter that the z-score is measured by. Default 60. */
  readonly lookback?: number;
  /** Variance that the hedge ratio gains a bar. Default 1e-10: at prices around 100 it follows over some 200 bars. */
  readonly drift?: number;
  /** Worth of both legs together, a share of the equity; what is missing to 1 is room for costs and gaps. Default 0.9. */
  readonly gross?: number;
};

/** Variance of the first asset's log price around the line, beside which the drift is measured. */
const NOISE = 1e-4;
/** Variance of the hedge ratio and the intercept before anything is known. */
const UNKNOWN = 10;

/**
 * Pair of two assets: log price of the first = ratio·log price of the second + intercept, both followed by a Kalman filter.
 * z is the error of the filter's forecast over the root mean square of the last `lookback` errors, known at the close.
 * Below −entry the first asset is bought and the second sold, above entry the other way round; back at the exit both are closed.
 * Legs are sized together, first : second = 1 : ratio in money, at the ratio of the entry. Chan 2013, Algorithmic Trading, ch. 3.
 */
export function kalmanPair({ drift = 1e-10, entry = 2, exit = 0, gross = 0.9, lookback = 60 }: KalmanPairOptions = {}): Strategy {
  checkParameter("kalmanPair", "entry", entry, "a z-score above 0", (z) => z > 0 && Number.isFinite(z));
  checkParameter("kalmanPair", "exit", exit, `a z-score below the entry, ${entry}`, (z) => z < entry && z > -entry);
  checkParameter("kalmanPair", "lookback", lookback, "a whole number of bars from 2", (bars) => Number.isInteger(bars) && bars >= 2);
  checkParameter("kalmanPair", "drift", drift, "a variance from 0", (variance) => variance >= 0 && Number.isFinite(variance));
  checkParameter("kalmanPair", "gross", gross, "a share of the equity above 0", (share) => share > 0 && Number.isFinite(share));
  return {
    name: "kalmanPair",
    parameters: { entry, exit, lookback, drift, gross },
    start: ({ assets }) => {
      const [first, second] = assets;
      if (first === undefined || second === undefined || assets.length !== 2) throw new StrategyError(`kalmanPair trades two assets, the run has ${assets.length} (${assets.join(", ")}); give the bars of two`);
      let state = startKalman(UNKNOWN);
      let side = 0;
      const squares: number[] = [];
      const trade = (broker: Broker, wanted: number): void => {
        if (wanted === side) return;
        side = wanted;
        const leg = gross / (1 + Math.abs(state.slope));
        broker.targetShare(first, wanted * leg);
        broker.targetShare(second, wanted === 0 ? 0 : -wanted * state.slope * leg);
      };
      return (market, broker) => {
        const [y, x] = [market.of(first), market.of(second)];
        // Only closes of one moment are a pair.
        if (!y.isNew || !x.isNew) return;
        state = nextKalman(state, Math.log(x.close()), Math.log(y.close()), { drift, noise: NOISE });
        const usual = squares.length < lookback ? Number.NaN : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / lookback);
        squares.push(state.error ** 2);
        if (squares.length > lookback) squares.shift();
        const z = state.error / usual;
        if (z < -entry) trade(broker, 1);
        else if (z > entry) trade(broker, -1);
        else if (side * z >= -exit) trade(broker, 0);
      };
    },
  };
}
