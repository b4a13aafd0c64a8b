import type { Bars } from "../../market/bars.ts";
import { onceOver, onOwnRows, tokyoIsOver, tokyoSessions, type Rows } from "./days.ts";
import { specimen } from "./specimen.ts";

const returnOf = ({ close, open }: Bars) => ({ from, to }: Rows): number => Math.log(close[to - 1]! / open[from]!);

/** Sessions grouped, then merged onto their own bars by a session's id. */
export const sessionMerge = specimen({
  name: "session merge",
  says: "The return of the Tokyo session stands on the session's own bars, from its open on.",
  market: "hourly",
  barsAhead: 8,
  leaky: (bars) => onOwnRows(bars.close.length, tokyoSessions(bars), returnOf(bars)),
  clean: (bars) => onceOver(bars.close.length, tokyoSessions(bars), tokyoIsOver(bars), returnOf(bars)),
});
