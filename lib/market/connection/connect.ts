import { createHash } from "node:crypto";
import { MarketError } from "../error.ts";
import type { Answer } from "./answer.ts";
import type { Connection, ConnectionSpec, Request } from "./connection.ts";

export type ConnectOptions = {
  /** Another scheme and host than the source's own: a test's server, a proxy. */
  readonly origin?: string;
  readonly now?: () => number;
  /** Waits, at most until the signal; tests give a clock of their own. */
  readonly sleep?: (millis: number, signal?: AbortSignal) => Promise<void>;
  /** Draws the jitter of retries, 0 … 1. */
  readonly random?: () => number;
  /** For one attempt, the body included. @default 30_000 */
  readonly timeoutMillis?: number;
  /** Waiting between attempts of one request, in all. @default 120_000 */
  readonly patienceMillis?: number;
  /** Where the processes of this machine keep what they used of the limits; ":memory:" shares with nobody. @default MARKETBOOK_LIMITS_FILE, or data/store/limits.db */
  readonly limitsFile?: string;
  readonly signal?: AbortSignal;
  /** Where keys come from. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
};

/** A connection to a source. */
export function connect({ name, reach }: { readonly name: string; readonly reach?: ConnectionSpec }, { now = Date.now, origin: given, signal, variables = process.env }: ConnectOptions = {}): Connection {
  const origin = given ?? reach?.origin ?? "";
  const key = (variable: string): string => {
    const value = variables[variable];
    if (value !== undefined && value !== "") return value;
    const from = reach?.keys?.find((wanted) => wanted.variable === variable)?.from;
    throw new MarketError(`${name}: there is no key. Get one at ${from ?? "the source"} and put it into the environment as ${variable}, or into the file .env.`, { reason: "key" });
  };
  const answerOf = async (request: Pick<Request, "kind" | "about">, url: string, response: Response): Promise<Answer> => {
    const body = new Uint8Array(await response.arrayBuffer());
    return { source: name, kind: request.kind, about: request.about, url, receivedAt: now(), body, sha256: createHash("sha256").update(body).digest("hex") };
  };
  const address = ({ origin: own, path, query = {} }: Request): URL => {
    const url = new URL(path, given ?? own ?? origin);
    for (const [parameter, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(parameter, String(value));
    return url;
  };
  return {
    source: name, origin, key, now, signal,
    hasKey: (variable) => (variables[variable] ?? "") !== "",
    get: async (request) => {
      const url = address(request);
      const open = url.href;
      for (const [parameter, variable] of Object.entries(request.secretQuery ?? {})) url.searchParams.set(parameter, key(variable));
      const body = request.form === undefined ? {} : { body: new URLSearchParams(request.form) };
      const response = await fetch(url, { method: request.method ?? "GET", headers: { ...reach?.headers?.(key), ...request.headers }, ...body, ...(signal === undefined ? {} : { signal }) });
      if (!response.ok) throw new MarketError(`${name}: status ${response.status}.`, { reason: response.status >= 500 ? "server" : "broken" });
      return answerOf(request, open, response);
    },
    fetch: (kind, about, onAnswer) => async (input, init) => {
      const response = await fetch(input, init);
      if (response.ok) onAnswer(await answerOf({ kind, about }, String(input), response.clone()));
      return response;
    },
  };
}
