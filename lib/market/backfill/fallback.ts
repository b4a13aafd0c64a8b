import type { Reason } from "../error.ts";

/** What a back-fill does after a source has refused, and how it says so. */
export type FallbackRule = { readonly next: boolean; readonly says: string };

/**
 * The one place that says after which failure the next source is asked.
 * A wrong request stays wrong elsewhere, the user's stop is the user's, and a store that cannot be written helps no source.
 */
export const FALLBACK: Readonly<Record<Reason, FallbackRule>> = {
  misuse: { next: false, says: "was asked wrongly" },
  symbol: { next: true, says: "does not have it" },
  plan: { next: true, says: "does not have it in this key's plan" },
  key: { next: true, says: "has no valid key" },
  budget: { next: true, says: "has no requests left" },
  limit: { next: true, says: "said too many requests" },
  offline: { next: true, says: "cannot be reached" },
  timeout: { next: true, says: "did not answer in time" },
  server: { next: true, says: "is out of order" },
  broken: { next: true, says: "gave an answer that cannot be read" },
  paused: { next: true, says: "is paused after failures" },
  stopped: { next: false, says: "was stopped" },
  store: { next: false, says: "could not be stored" },
};
