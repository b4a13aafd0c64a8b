import { createHash } from "node:crypto";
import { TimeoutStrategy, timeout } from "cockatiel";
import { MarketError } from "../error.ts";
import type { Answer } from "./answer.ts";
import { askOnce, type Heard } from "./askOnce.ts";
import type { Connection, ConnectionSpec, Request } from "./connection.ts";
import { failed, type Failed, marketErrorOf } from "./failed.ts";
import { keyOf, projectVariables, secretsOf, type Variables } from "./keys.ts";
import { type Limiter, openLimiter, type Sleep, type Wait } from "./limiter.ts";
import { limitsFileOf } from "./limitsFile.ts";
import { isFailed, patiently } from "./patience.ts";
import { planOf, planVariable } from "./plan.ts";
import { redactor } from "./redact.ts";
import { refused } from "./refused.ts";
import { sleep as realSleep } from "./sleep.ts";

export type ConnectOptions = {
  /** Another scheme and host than the source's own: a test's server, a proxy. */
  readonly origin?: string;
  readonly now?: () => number;
  readonly signal?: AbortSignal;
  /** Where keys come from. @default the environment, then the file .env */
  readonly variables?: Variables;
  /** Waits, at most until the signal; tests give a clock of their own. */
  readonly sleep?: Sleep;
  /** Draws the jitter of retries, 0 … 1. */
  readonly random?: () => number;
  /** For one attempt, the body included. @default 30_000 */
  readonly timeoutMillis?: number;
  /** Waiting between attempts of one request, in all. A source that wants more is an error with the moment. @default 120_000 */
  readonly patienceMillis?: number;
  /** Longest body. @default 100 MB */
  readonly maxBytes?: number;
  /** Where the processes of this machine keep what they used of the limits; ":memory:" shares with nobody. @default MARKETBOOK_LIMITS_FILE, or data/store/limits.db */
  readonly limitsFile?: string;
  /** Told before each wait, for progress. */
  readonly onWait?: (wait: Wait) => void;
};

type Asking = Pick<Request, "kind" | "about"> & { readonly cost: number | undefined; readonly refusal: Request["refusal"] | undefined; readonly url: URL; readonly method: string; readonly headers: Headers; readonly body: string | undefined; readonly keepRedirects: boolean; readonly signal: AbortSignal | undefined };

/** An answer; or an error, with what the source said if that was its last word. */
type Outcome = { readonly heard: Heard; readonly error?: undefined; readonly refusal?: undefined } | { readonly heard?: undefined; readonly error: MarketError; readonly refusal?: Heard };

/**
 * A connection to a source: within its limits, with retries, a circuit breaker and a timeout. `source` is a `Source` or anything with a name and a reach.
 * Failures are MarketErrors with a reason; a signal stops at once, also while waiting. No key is in an error, an answer or an address.
 */
export function connect({ name, reach }: { readonly name: string; readonly reach?: ConnectionSpec }, options: ConnectOptions = {}): Connection {
  const { maxBytes = 100e6, now = Date.now, onWait, origin: given, patienceMillis = 120_000, random = Math.random, signal, sleep = realSleep, timeoutMillis = 30_000 } = options;
  const variables = options.variables ?? projectVariables();
  const origin = given ?? reach?.origin ?? "";
  const key = (variable: string): string => keyOf(name, variable, { reach, variables });
  const secrets = secretsOf(reach, variables);
  let limiter: Limiter | undefined;
  const limits = (): Limiter => {
    const file = options.limitsFile ?? limitsFileOf(variables);
    return (limiter ??= openLimiter({ source: name, secrets, limits: planOf(name, reach?.limits ?? [], variables), file, now, sleep, onWait, patienceMillis }));
  };

  /** Asks with all manners. The body has no keys any more. */
  const ask = async ({ body, cost, headers, keepRedirects, method, refusal, signal: until, url, ...asked }: Asking): Promise<Outcome> => {
    const redact = redactor([...secrets, ...credentialsIn(headers)]);
    let attempts = 0;
    let last: Heard | undefined;
    const attempt = async (number: number): Promise<Heard | Failed> => {
      attempts = number;
      last = undefined;
      await limits().take(cost, until);
      const heard = await timed((signal) => askOnce({ url, method, headers, body, now, maxBytes, keepRedirects, mayLeaveHost: secrets.length === 0 }, signal), timeoutMillis, until);
      if (isFailed(heard)) return heard;
      last = { ...heard, body: redactor(secrets).bytes(heard.body) };
      const failure = refused(last, { now: now(), redact, refusal, mayRedirect: keepRedirects });
      if (failure === undefined) return last;
      if ((failure.reason === "limit" || failure.reason === "budget") && failure.retryAt !== undefined) limits().pause(failure.retryAt, failure.reason);
      return failure;
    };
    try {
      until?.throwIfAborted();
      const result = await patiently(attempt, { source: name, place: `${name} ${url.origin}`, now, sleep, random, redact: redact.text, patienceMillis, onWait }, { isRepeatable: method === "GET", signal: until });
      if (!isFailed(result)) return { heard: result };
      const error = marketErrorOf(result, { source: name, ...asked, attempts, keys: reach?.keys ?? [], planVariable: planVariable(name), redact });
      return result.again || last === undefined ? { error } : { error, refusal: last };
    } catch (error) {
      if (until?.aborted === true) throw new MarketError(`${name}: asked for ${asked.kind}, and stopped before the answer came.`, { reason: "stopped" });
      throw error;
    }
  };

  const answerOf = ({ about, kind }: Pick<Request, "kind" | "about">, url: string, { at, body, clockSkewMillis }: Heard): Answer => ({
    source: name, kind, about, url: redactor(secrets).text(url), receivedAt: at, body, sha256: createHash("sha256").update(body).digest("hex"),
    ...(clockSkewMillis === undefined ? {} : { clockSkewMillis }),
  });

  const get = async (request: Request): Promise<Answer> => {
    const url = new URL(request.path, given ?? request.origin ?? origin);
    for (const [parameter, value] of Object.entries(request.query ?? {})) if (value !== undefined) url.searchParams.set(parameter, String(value));
    const open = url.href;
    for (const [parameter, variable] of Object.entries(request.secretQuery ?? {})) url.searchParams.set(parameter, key(variable));
    const headers = new Headers({ ...reach?.headers?.(key), ...request.headers });
    const body = request.form === undefined ? undefined : new URLSearchParams(request.form).toString();
    if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/x-www-form-urlencoded");
    const { about, cost, kind, method = "GET", refusal } = request;
    const { error, heard } = await ask({ kind, about, url, method, headers, body, cost, refusal, keepRedirects: false, signal });
    if (heard === undefined) throw error;
    return answerOf(request, open, heard);
  };

  const ownFetch: Connection["fetch"] = (kind, about, onAnswer) => async (input, init = {}) => {
    const wanted = new URL(input instanceof globalThis.Request ? input.url : String(input));
    const url = given === undefined ? wanted : new URL(wanted.pathname + wanted.search, given);
    const signals = [signal, init.signal ?? undefined].filter((one) => one !== undefined);
    const body = init.body === undefined || init.body === null ? undefined : String(init.body);
    const headers = new Headers(init.headers);
    for (const [header, value] of Object.entries(reach?.headers?.(key) ?? {})) if (!headers.has(header)) headers.set(header, value);
    const { error, heard, refusal } = await ask({ kind, about, url, method: init.method ?? "GET", headers, body, cost: undefined, refusal: undefined, keepRedirects: true, signal: signals.length === 0 ? undefined : AbortSignal.any(signals) });
    const response = heard ?? refusal;
    if (response === undefined) throw error;
    if (heard?.status === 200) onAnswer(answerOf({ kind, about }, url.href, heard));
    const { body: bytes, headers: answered, status } = response;
    return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(bytes), { status, headers: answered });
  };

  return { source: name, origin, key, now, signal, hasKey: (variable) => (variables[variable]?.trim() ?? "") !== "", get, fetch: ownFetch };
}

/** An attempt that takes too long is a failure; a stop by the caller is thrown. */
async function timed<T>(attempt: (signal: AbortSignal) => Promise<T>, millis: number, signal: AbortSignal | undefined): Promise<T | Failed> {
  try {
    return await timeout(millis, TimeoutStrategy.Cooperative).execute(({ signal: either }) => attempt(either), signal);
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error) || error.name !== "AbortError") throw error;
    return failed("timeout", `there was no whole answer within ${millis / 1000} s`, { again: true });
  }
}

/** Tokens that a request carries besides the keys of the environment. */
function credentialsIn(headers: Headers): readonly string[] {
  const authorization = headers.get("authorization");
  return authorization === null ? [] : [authorization.replace(/^\w+\s+/, "")];
}
