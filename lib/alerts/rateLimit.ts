import type { Alert } from "./alert.ts";
import type { AlertState } from "./alertState.ts";

const keyOf = ({ kind, schedule }: Pick<Alert, "kind" | "schedule">): string => `${kind} ${schedule}`;

/** Whether an alert may go out now. One that may not is counted; a clock that was set back lets one more through. */
export function mayPass(state: AlertState, alert: Alert, now: number, every: number): boolean {
  if (alert.kind === "test") return true;
  const limit = state.limits[keyOf(alert)];
  if (limit === undefined || (limit.held === 0 && now - limit.sent >= every) || now < limit.sent) {
    state.limits[keyOf(alert)] = { sent: now, held: 0 };
    return true;
  }
  limit.held += 1;
  limit.first ??= now;
  limit.last = alert;
  return false;
}

/** Summaries of what was held back and whose time has passed, ready to go out; each begins a new stretch. */
export function takeSummaries(state: AlertState, now: number, every: number): readonly Omit<Alert, "id" | "at">[] {
  return Object.entries(state.limits).flatMap(([key, { first = now, held, last, sent }]) => {
    if (held === 0 || last === undefined || now - sent < every) return [];
    state.limits[key] = { sent: now, held: 0 };
    const what = `${held} more ${last.kind} alert${held === 1 ? "" : "s"} of ${last.schedule}`;
    const since = new Date(first).toISOString();
    return [{
      kind: last.kind, schedule: last.schedule, heldBack: held,
      title: `${what}, held back since ${since.slice(0, 16).replace("T", " ")} UTC`,
      text: `${what} ${held === 1 ? "was" : "were"} held back between ${since} and ${last.at}. The last one: ${last.title}\n\n${last.text}`,
      details: last.details,
    }];
  });
}
