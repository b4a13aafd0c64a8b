import type { Refusal } from "./connection.ts";
import { failed, type Failed } from "./failed.ts";
import type { Heard } from "./askOnce.ts";
import type { Redactor } from "./redact.ts";
import { oneLine } from "./shownText.ts";

const MOST_WORDS = 200;

/** A source that says its budget is used up, but not until when, is asked again after that time. */
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Why an answer is none, by what the source itself says in it and by its status; nothing if it is one. */
export function refused({ body, headers, status }: Heard, { mayRedirect = false, now, redact, refusal }: { readonly mayRedirect?: boolean; readonly now: number; readonly redact: Redactor; readonly refusal: ((body: string, status: number) => Refusal | undefined) | undefined }): Failed | undefined {
  const isGood = status >= 200 && status < (mayRedirect ? 400 : 300);
  if (isGood && refusal === undefined) return undefined;
  // Before anything is cut: half a key would not be found.
  const text = redact.text(new TextDecoder().decode(body));
  const said = refusal?.(text, status);
  const retryAt = said?.retryAt ?? retryMoment(headers, now, status);
  if (said !== undefined) {
    const { message, reason } = said;
    const until = retryAt ?? (reason === "budget" ? now + HOUR : undefined);
    return failed(reason, `the source says: ${quoted(message)}`, { again: ["limit", "server", "timeout", "offline"].includes(reason), untouched: reason === "limit", retryAt: until });
  }
  if (isGood) return undefined;
  const words = `(status ${status}${text.trim() === "" ? "" : `: ${quoted(text)}`})`;
  if (status === 429 || status === 418) return failed("limit", `too many requests were made ${words}`, { again: true, untouched: true, retryAt });
  if (status === 401 || status === 403) return failed("key", `it was refused ${words}`);
  if (status === 402) return failed("plan", `it must be paid for ${words}`);
  if (status === 451) return failed("plan", `the source does not give it to this country ${words}`);
  if (status === 404 || status === 410) return failed("symbol", `there is no such thing ${words}`);
  if (status >= 500 || status === 408 || status === 425) return failed("server", `the source failed ${words}`, { again: true, untouched: status === 503, retryAt });
  return failed("broken", `the source did not accept the question ${words}`);
}

/** Retry-After in seconds or as a date by the source's own clock; after a 429 without one, the moment at which the limit is reset. Within a year. */
function retryMoment(headers: Headers, now: number, status = 429): number | undefined {
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) return now + Math.min(YEAR, Number(after) * 1000);
  const date = Date.parse(after);
  if (!Number.isNaN(date)) {
    const theirs = Date.parse(headers.get("date") ?? "");
    return now + Math.min(YEAR, Math.max(0, date - (Number.isNaN(theirs) ? now : theirs)));
  }
  if (status !== 429) return undefined;
  const reset = Number(headers.get("x-rate-limit-reset") ?? headers.get("x-ratelimit-reset") ?? "");
  if (!(reset > 0)) return undefined;
  return now + Math.min(YEAR, Math.max(0, reset > 1e9 ? reset * 1000 - now : reset * 1000));
}

function quoted(text: string): string {
  return `"${oneLine(text, MOST_WORDS + 1)}"`;
}
