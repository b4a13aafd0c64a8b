import { redactor } from "../market/connection/redact.ts";
import type { Variables } from "../market/connection/keys.ts";
import type { AlertConfig } from "./alertConfig.ts";
import { addressOf, causeOf } from "./channels/address.ts";
import { secretOf } from "./channels/secretOf.ts";
import { AlertError } from "./error.ts";

export type HeartbeatConfig = NonNullable<AlertConfig["heartbeat"]>;

/**
 * One sign of life: a GET of the address that the variable holds, which is never shown. Whoever is asked, elsewhere, tells people when it stays away:
 * a service that is dead, hangs, or whose machine is off can tell nobody itself. Throws an AlertError where it was not taken.
 */
export async function beat({ allowHttp, timeout, urlFrom }: HeartbeatConfig, variables: Variables, signal: AbortSignal): Promise<void> {
  const address = secretOf(urlFrom, variables);
  const url = addressOf(address, { allowHttp, urlFrom });
  const clean = redactor([address, url.pathname + url.search]);
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]), redirect: "error", headers: { "user-agent": "marketbook" } })
    .catch((error: unknown) => {
      throw new AlertError(`${url.origin} cannot be reached: ${clean.text(causeOf(error))}`);
    });
  await response.body?.cancel();
  if (!response.ok) throw new AlertError(`${url.origin} answered ${response.status}. Check the address in ${urlFrom}`);
}
