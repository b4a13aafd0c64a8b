import { PortfolioError } from "../error.ts";
import { checkNumber } from "../weights.ts";
import { underPeak } from "./drawdownGuard.ts";

export type KillSwitch = {
  /** Highest equity since it was armed. */
  readonly peak: number;
  /** Loss from that peak, a share ≥ 0. */
  readonly drawdown: number;
  /** Whether it is off: everything is to be sold and nothing bought. */
  readonly isOff: boolean;
};

/** A switch that has seen no equity yet. */
export const ARMED: KillSwitch = { peak: 0, drawdown: 0, isOff: false };

/**
 * The switch after one more closed bar: off from a drawdown of `most` on, and then off whatever the equity does, until somebody arms it again. in: equity at the close
 * It acts on closes, so a gap may lose more than `most`. Equity at or below zero switches off too.
 */
export function killSwitch(state: KillSwitch, equity: number, { most = 0.2 }: { readonly most?: number } = {}): KillSwitch {
  checkNumber("killSwitch", "most", most, "a share above 0 and up to 1", (value) => value > 0 && value <= 1);
  const { drawdown, peak } = underPeak("killSwitch", state.peak, equity);
  return { peak, drawdown, isOff: state.isOff || equity <= peak * (1 - most) };
}

/** The switch armed again, its peak at today's equity. Refused without equity. */
export function armed(equity: number): KillSwitch {
  if (!(equity > 0 && Number.isFinite(equity))) throw new PortfolioError(`armed: the equity is ${equity}; there is nothing to trade with`);
  return { peak: equity, drawdown: 0, isOff: false };
}
