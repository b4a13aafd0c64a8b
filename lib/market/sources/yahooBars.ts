import { createHash } from "node:crypto";
import type { Bars } from "../bars.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { allBars } from "./allBars.ts";
import type { BarsRequest } from "./source.ts";
import { yahoo } from "./yahoo.ts";

export type YahooOptions = { readonly fetch?: typeof fetch; readonly now?: () => number };

/** Bars of Yahoo through a fetch of the caller's own: without limits, retries and store. */
export async function yahooBars(request: BarsRequest, { fetch: own = fetch, now = Date.now }: YahooOptions = {}): Promise<Bars> {
  return allBars(yahoo.open(plainConnection(own, now)), "yahoo", request);
}

function plainConnection(own: typeof fetch, now: () => number): Connection {
  return {
    source: "yahoo", origin: "https://query2.finance.yahoo.com", now, signal: undefined, hasKey: () => false,
    key: (variable) => {
      throw new MarketError(`yahoo: there is no key ${variable}.`, { reason: "key" });
    },
    get: async () => {
      throw new MarketError("yahoo: is asked through its client.");
    },
    fetch: (kind, about, onAnswer) => async (input, init) => {
      const response = await own(input, init);
      if (!response.ok) return response;
      const body = new Uint8Array(await response.arrayBuffer());
      onAnswer({ source: "yahoo", kind, about, url: String(input), receivedAt: now(), body, sha256: createHash("sha256").update(body).digest("hex") });
      return new Response(body, { status: response.status, headers: response.headers });
    },
  };
}
