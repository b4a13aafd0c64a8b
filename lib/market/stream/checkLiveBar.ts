import { type Day, DAY_MILLIS, dayOfBar } from "../calendars/day.ts";
import { exchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { exchangeOfSymbol } from "../instruments/exchangeOfSymbol.ts";
import { checkValues } from "../quality/checks/values.ts";
import type { UtcMillis } from "../units.ts";
import { barsOfLive, type LiveBar } from "./liveBar.ts";

/** A finished bar may be sent so long before its close, for an exchange's servers do not agree to the millisecond. */
const EARLY = 100;
/** A clock that differs by more is not believed. */
const MOST_SKEW = 3_600_000;

/** Why a bar cannot be: its values contradict each other, or it is finished before its close by the source's clock, or by ours where the source does not tell. None if it can. */
export function checkLiveBar(bar: LiveBar): readonly AnswerFinding[] {
  const { closeTime, isFinished, receivedAt, sentAt = receivedAt, source } = bar;
  const place = { source, path: `bar ${new Date(closeTime).toISOString()}` };
  const values = [...checkValues(barsOfLive([{ ...bar, isFinished: true }]))].map(({ expected, got, where }): AnswerFinding => (
    { code: "value impossible", severity: "error", where: { ...place, path: `${place.path} ${where.column ?? ""}`.trim() }, expected, got }
  ));
  if (!isFinished || (closedAt(bar) <= sentAt + EARLY && sentAt <= receivedAt + MOST_SKEW)) return values;
  return [...values, { code: "value impossible", severity: "error", where: place, expected: "a finished bar after its close", got: `one sent at ${new Date(sentAt).toISOString()}, received at ${new Date(receivedAt).toISOString()}` }];
}

/** When a bar is over. A day ends with its exchange's session; of an exchange without a calendar here the source is believed from the date on. */
function closedAt({ closeTime, interval, symbol }: Pick<LiveBar, "closeTime" | "interval" | "symbol">): UtcMillis {
  if (interval !== "1d") return closeTime;
  const exchange = exchangeOfSymbol(symbol);
  const day: Day = dayOfBar(closeTime);
  return exchange === undefined ? day * DAY_MILLIS : Math.min(closeTime, exchangeCalendar(exchange).sessionOf(day)?.close ?? closeTime);
}
