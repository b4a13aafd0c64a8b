import type { Bars } from "../market/bars.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";

/** Close `horizon` bars later. out: [T] price, NaN in the last `horizon` rows. */
export function nextClose(bars: Bars, { horizon = 1 }: Horizon = {}): Label {
  return { ...closeLabel("next_close", bars, horizon, (now, later) => (Number.isNaN(now) ? Number.NaN : later)), kind: "level" };
}
