import { DAY_MILLIS } from "../calendars/day.ts";
import { failed, type Failed } from "./failed.ts";

/** Redirects followed. */
const MOST_REDIRECTS = 5;

const MINUTES_OF_SKEW = 2;

/** A source's clock that is further behind is not believed. */
const MOST_BEHIND = DAY_MILLIS;

/** What came back, whatever the status. */
export type Heard = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When it came, by the earlier of our clock and the Date that the source wrote on it. */
  readonly at: number;
  /** The source's clock less ours, if they differ by more than two minutes. */
  readonly clockSkewMillis: number | undefined;
};

export type Question = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | undefined;
  readonly now: () => number;
  readonly maxBytes: number;
  /** Whether a redirect may lead to another host: only when no key travels along. */
  readonly mayLeaveHost: boolean;
  /** Hands redirects back instead of following them. */
  readonly keepRedirects?: boolean;
};

/** One attempt: the whole body or what went wrong. An abort of the signal is thrown. */
export async function askOnce(question: Question, signal: AbortSignal): Promise<Heard | Failed> {
  let { method, url } = question;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    let response: Response;
    try {
      response = await fetch(url, { method, headers: question.headers, redirect: "manual", signal, ...(question.body === undefined || method === "GET" ? {} : { body: question.body }) });
    } catch (error) {
      signal.throwIfAborted();
      return unreached(error, url.host);
    }
    const location = question.keepRedirects === true || response.status < 301 || response.status > 308 ? null : response.headers.get("location");
    if (location === null) return wholeBody(response, question, signal);
    await response.body?.cancel();
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    // The ports of the two schemes are both written as none, so http may become https.
    const isSafe = next !== undefined && (next.protocol === "https:" || next.protocol === url.protocol) && (next.host === url.host || question.mayLeaveHost);
    if (!isSafe) return failed("broken", `it was sent to another place${next === undefined ? "" : ` (${next.protocol}//${next.host})`}, where keys must not go`);
    if (response.status < 307) method = "GET";
    url = next;
  }
  return failed("broken", `it was redirected more than ${MOST_REDIRECTS} times`);
}

async function wholeBody(response: Response, { maxBytes, now }: Question, signal: AbortSignal): Promise<Heard | Failed> {
  const arrivedAt = now();
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  let bytes = 0;
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      parts.push(part.value);
      bytes += part.value.length;
      if (bytes <= maxBytes) continue;
      await reader?.cancel();
      return failed("broken", `the answer is longer than ${(maxBytes / 1e6).toFixed(0)} MB`);
    }
  } catch (error) {
    signal.throwIfAborted();
    return failed("broken", `the answer was cut off after ${bytes} bytes`, { again: true, cause: error });
  }
  const body = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return { status: response.status, headers: response.headers, body, ...clocksOf(response.headers, arrivedAt) };
}

/**
 * What had not closed when the source made the answer runs in it, whatever our clock says. Date is that moment in whole seconds, rounded down, as bars close at whole seconds;
 * where a cache answers, it is that of the copy, which is `Age` seconds old.
 */
function clocksOf(headers: Headers, arrivedAt: number): Pick<Heard, "at" | "clockSkewMillis"> {
  const made = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(made)) return { at: arrivedAt, clockSkewMillis: undefined };
  const age = Number(headers.get("age") ?? "");
  const skew = made + (age > 0 ? 1000 * age : 0) - arrivedAt;
  return { at: made < arrivedAt - MOST_BEHIND ? arrivedAt : Math.min(made, arrivedAt), clockSkewMillis: Math.abs(skew) > MINUTES_OF_SKEW * 60_000 ? skew : undefined };
}

/** Codes of the system and of undici that may go away by themselves. */
const PASSING = /ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT/;

function unreached(error: unknown, host: string): Failed {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const what = /ENOTFOUND|EAI_AGAIN/.test(code) ? `${host} is not found; there may be no network` : code === "ECONNREFUSED" ? `${host} refused the connection` : /ECONNRESET|UND_ERR_SOCKET/.test(code) ? `${host} closed the connection` : `there is no connection to ${host}`;
  return failed("offline", `${what}${code === "" ? "" : ` (${code})`}`, { again: PASSING.test(code), cause: error });
}
