import type { Bars } from "../market/bars.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";

/** Simple return from this close to the close `horizon` bars later: closeₜ₊ₕ/closeₜ − 1. out: [T] simple return, NaN in the last `horizon` rows. */
export function nextReturn(bars: Bars, { horizon = 1 }: Horizon = {}): Label {
  return closeLabel("next_return", bars, horizon, (now, later) => later / now - 1);
}
