import type { Reason } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import type { Answer, AnswerKind } from "./answer.ts";

/** So many units in so long a time. A request costs one unit unless it says otherwise. */
export type Limit = { readonly units: number; readonly per: "second" | "minute" | "hour" | "day" | "month" };

/** How a source is reached. */
export type ConnectionSpec = {
  /** Scheme and host, https://api.example.com. A connection may be given another, for tests and proxies. */
  readonly origin: string;
  /** The free plan's, so that nobody is locked out; a user's own plan is told by a variable. */
  readonly limits: readonly Limit[];
  /** Names of the environment variables that hold keys, and where a person gets one. */
  readonly keys?: readonly { readonly variable: string; readonly optional?: boolean; readonly from: string }[];
  /** Headers of every request. Values may be made of keys. */
  readonly headers?: (key: (variable: string) => string) => Readonly<Record<string, string>>;
};

/** What a source says inside an answer that came with status 200 but refuses. */
export type Refusal = { readonly reason: Reason; readonly message: string; readonly retryAt?: UtcMillis };

export type Request = {
  readonly kind: AnswerKind;
  /** What is asked, in our words; goes into the answer's record. */
  readonly about: Readonly<Record<string, string>>;
  readonly path: string;
  /** Another scheme and host than the source's own, for sources with several; one of the user's, for feeds. A connection that was given an origin goes there all the same. */
  readonly origin?: string;
  readonly method?: "GET" | "POST";
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Query parameters that hold keys: parameter → variable. Never part of `url`, an error or a log. */
  readonly secretQuery?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Form fields of a POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** Units of the limits that it costs. */
  readonly cost?: number;
  /** Reads a refusal out of a body with any status. The text is JSON or not, as it came. */
  readonly refusal?: (body: string, status: number) => Refusal | undefined;
};

/** One source, reached politely: within its limits, with retries, a circuit breaker and a timeout. Failures are MarketErrors with a reason. */
export type Connection = {
  readonly source: string;
  readonly origin: string;
  readonly get: (request: Request) => Promise<Answer>;
  /** A fetch of the same manners, for libraries that bring a client of their own. Answers of 200 are handed to `onAnswer`. */
  readonly fetch: (kind: AnswerKind, about: Readonly<Record<string, string>>, onAnswer: (answer: Answer) => void) => typeof fetch;
  /** The value of a key; a missing one is an error that says where to get it and where to put it. */
  readonly key: (variable: string) => string;
  readonly hasKey: (variable: string) => boolean;
  readonly now: () => UtcMillis;
  readonly signal: AbortSignal | undefined;
};
