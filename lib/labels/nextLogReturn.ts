import type { Bars } from "../market/bars.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";

/** Log return from this close to the close `horizon` bars later: ln(closeₜ₊ₕ/closeₜ). out: [T] log return, NaN in the last `horizon` rows. */
export function nextLogReturn(bars: Bars, { horizon = 1 }: Horizon = {}): Label {
  return closeLabel("next_log_return", bars, horizon, (now, later) => Math.log(later / now));
}
