import { SESSIONS } from "../../market/calendars/sessions.ts";
import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { CURRENCIES } from "./market.ts";
import { SHUT } from "./sessionClock.ts";

/** 1 while a session is open, else 0. */
export function isOpen(opened: Line): Line {
  return operator("isOpen", [opened], [], { start: ([opened], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = opened[t] === SHUT ? 0 : 1;
  } });
}

/** Which currency sessions are open, a column each. The hours are known beforehand: nothing of the bars is used but their time. */
export const currentSessionFactors = CURRENCIES.map(({ clock, note, suffix, words }) => defineFactor({
  name: `current_session${suffix}`,
  family: "sessions",
  formula: "1 if the session is open when the bar opens, else 0",
  source: words,
  edge: "0 for all at the weekend",
  inputs: ["closeTime"],
  parameters: {},
  outputs: SESSIONS.map(({ name }) => ({ id: `session_${name.toLowerCase().replace(" ", "_")}${suffix}`, description: `1 while ${name} is open${note}`, unit: "flag" as const })),
  defaults: [],
  intradayOnly: true,
  lines: (bar) => clock(bar).opened.map(isOpen),
}));
