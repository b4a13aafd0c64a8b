import type { Bars } from "../market/bars.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";

/** Direction from this close to the close `horizon` bars later: 1 up, −1 down, 0 unchanged. out: [T] flag, NaN in the last `horizon` rows. */
export function nextDirection(bars: Bars, { horizon = 1 }: Horizon = {}): Label {
  return closeLabel("next_direction", bars, horizon, (now, later) => Math.sign(later - now));
}
