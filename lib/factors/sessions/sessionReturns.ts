import { SESSIONS } from "../../market/calendars/sessions.ts";
import { defineFactor } from "../factor.ts";
import { CURRENCIES } from "./market.ts";
import { sessionRuns } from "./sessionRun.ts";

/** The last completed return of each currency session by itself. */
export const sessionReturnFactors = CURRENCIES.map(({ clock, note, suffix, words }) => defineFactor({
  name: `prev_return${suffix}`,
  family: "sessions",
  formula: "ln(last close / first open) of the last completed session of that name",
  source: words,
  edge: "held until the next session of that name ends",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: {},
  outputs: SESSIONS.map(({ name }) => ({ id: `prev_return_${name.toLowerCase().replace(" ", "_")}${suffix}`, description: `Return of the last completed session of ${name}${note}`, unit: "log return" as const })),
  defaults: [],
  intradayOnly: true,
  waitsFor: "the end of a session of that name that the bars show from its beginning",
  lines: (bar) => sessionRuns(clock(bar), bar).map(({ completed }) => completed),
}));
