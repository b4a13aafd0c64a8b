import { createHmac } from "node:crypto";
import { redactor } from "../../market/connection/redact.ts";
import type { Alert } from "../alert.ts";
import type { ChannelOf } from "../alertConfig.ts";
import { AlertError } from "../error.ts";
import { addressOf, causeOf } from "./address.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import { Passing, patiently } from "./patient.ts";
import { secretOf } from "./secretOf.ts";

const MOST_REDIRECTS = 3;
const MAY_PASS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Posts an alert as JSON. With a secret: `x-marketbook-signature: sha256=<HMAC of timestamp, ".", body>` beside `x-marketbook-timestamp` (seconds).
 * Redirects are followed on the same scheme, host and port alone. https, or this machine; http elsewhere must be allowed.
 */
export function webhookChannel(config: ChannelOf<"webhook">, { variables, waits }: ChannelOptions): Channel {
  const address = config.url ?? secretOf(config.urlFrom!, variables);
  const secret = config.secretFrom === undefined ? undefined : secretOf(config.secretFrom, variables);
  const url = addressOf(address, config);
  const clean = redactor([...(secret === undefined ? [] : [secret]), ...(config.urlFrom === undefined ? [] : [address, url.pathname + url.search])]);
  return {
    deliver: (alert, signal) => patiently(waits, signal, async () => {
      const body = JSON.stringify(alert);
      const timestamp = String(Math.floor(Date.parse(alert.at) / 1000));
      const headers = new Headers({ "content-type": "application/json", "user-agent": "marketbook", "x-marketbook-alert": alert.id });
      if (secret !== undefined) {
        headers.set("x-marketbook-timestamp", timestamp);
        headers.set("x-marketbook-signature", `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`);
      }
      await post(url, { headers, body, alert, clean: clean.text, signal: AbortSignal.any([signal, AbortSignal.timeout(config.timeout)]), timeout: config.timeout });
    }),
  };
}

type Post = { readonly headers: Headers; readonly body: string; readonly alert: Alert; readonly clean: (text: string) => string; readonly signal: AbortSignal; readonly timeout: number };

async function post(first: URL, { body, clean, headers, signal, timeout }: Post): Promise<void> {
  let url = first;
  for (let k = 0; k <= MOST_REDIRECTS; k++) {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" }).catch((error: unknown) => {
      const why = error instanceof Error && error.name === "TimeoutError" ? `did not answer within ${timeout / 1000} s` : `cannot be reached: ${clean(causeOf(error))}`;
      throw new Passing(`${first.origin} ${why}`);
    });
    // What it says is not read: nothing in it is needed, and it could be endless.
    await response.body?.cancel();
    if (response.ok) return;
    const target = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || target === null) throw failureOf(first, response.status);
    const next = new URL(target, url);
    if (next.origin !== first.origin) throw new AlertError(`${first.origin} sends to ${next.origin}, and an alert goes to no other host than the one in the file. Write the new address there if it is right`);
    if (response.status !== 307 && response.status !== 308) throw new AlertError(`${first.origin} answered ${response.status}, a redirect that drops what is posted. Write the address that takes posts`);
    url = next;
  }
  throw new AlertError(`${first.origin} redirects more than ${MOST_REDIRECTS} times. Write the last address`);
}

function failureOf(url: URL, status: number): Error {
  const words = `${url.origin} answered ${status}`;
  return MAY_PASS.has(status) ? new Passing(words) : new AlertError(`${words}. Check the address and the secret`);
}
