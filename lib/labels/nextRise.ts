import type { Bars } from "../market/bars.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";

/** Whether the close `horizon` bars later is higher: class 1 if it is, 0 if it is lower or the same. For classifiers; `nextDirection` is a number with a sign. out: [T] class, NaN in the last `horizon` rows. */
export function nextRise(bars: Bars, { horizon = 1 }: Horizon = {}): Label {
  const label = closeLabel("next_rise", bars, horizon, (now, later) => (Number.isNaN(now) || Number.isNaN(later) ? Number.NaN : later > now ? 1 : 0));
  return { ...label, kind: "class", classes: ["no rise", "rise"] };
}
