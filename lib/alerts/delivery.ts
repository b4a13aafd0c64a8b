import type { Variables } from "../market/connection/keys.ts";
import type { Alert } from "./alert.ts";
import type { AlertConfig } from "./alertConfig.ts";
import { changeState, type Delivery } from "./alertState.ts";
import { openChannel } from "./channels/openChannel.ts";

/** Minutes until an alert that could not be delivered is tried again. */
const PAUSES = [1, 5, 15, 60];
/** What a process took to deliver is another's after this time, should the process have ended. */
const LEASE = 5 * 60_000;

/** How one alert fared on one channel. */
export type Sent = { readonly channel: string; readonly alert: Alert; readonly error?: string };

export type DeliveryOptions = { readonly config: AlertConfig; readonly folder: string; readonly now: () => number; readonly signal: AbortSignal; readonly variables: Variables; readonly waits: readonly number[] };

/**
 * Delivers what is due, channels side by side, alerts of one channel in order. What fails stays and is tried again later. At least once:
 * a process that ends between the delivery and the note about it lets the next one deliver again, with the same id.
 */
export async function sendPending(options: DeliveryOptions): Promise<readonly Sent[]> {
  const { folder, now } = options;
  const taken = changeState(folder, ({ pending }) => {
    const due = pending.filter((delivery) => isDue(delivery, now()));
    const copies = structuredClone(due);
    for (const one of due) one.nextTry = now() + LEASE;
    return copies;
  });
  const byChannel = Map.groupBy(taken, ({ channel }) => channel);
  const sent = await Promise.all([...byChannel].map(([channel, due]) => sendAll(channel, due, options)));
  return sent.flat();
}

/** Whether a delivery's time has come. One that waits longer than any wait was noted by a clock that was ahead. */
export function isDue({ nextTry }: Delivery, now: number): boolean {
  return nextTry <= now || nextTry > now + 2 * PAUSES.at(-1)! * 60_000;
}

async function sendAll(channel: string, due: readonly Delivery[], options: DeliveryOptions): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  let error: string | undefined;
  for (const delivery of due) {
    // A channel that just failed is not asked again for the next alert: that would only take its time once more.
    error ??= await send(delivery, options);
    sent.push({ channel, alert: delivery.alert, ...(error === undefined ? {} : { error }) });
    note(delivery, error, options);
  }
  return sent;
}

async function send({ alert, channel: name }: Delivery, { config, signal, variables, waits }: DeliveryOptions): Promise<string | undefined> {
  const described = config.channels[name];
  if (described === undefined) return "the file of schedules has no such channel any more";
  try {
    await openChannel(described, { variables, waits }).deliver(alert, signal);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function note({ alert, channel }: Delivery, error: string | undefined, { config, folder, now }: DeliveryOptions): void {
  changeState(folder, (state) => {
    const place = state.pending.findIndex((one) => one.channel === channel && one.alert.id === alert.id);
    const entry = state.pending[place];
    const record = (state.channels[channel] ??= { givenUp: 0 });
    if (error === undefined) Object.assign(record, { delivered: now() });
    else Object.assign(record, { failed: now(), error });
    if (entry === undefined) return;
    const isTooOld = now() - Date.parse(alert.at) > config.tryFor || config.channels[channel] === undefined;
    if (error === undefined || isTooOld) {
      state.pending.splice(place, 1);
      if (error !== undefined) record.givenUp += 1;
      return;
    }
    entry.nextTry = now() + PAUSES[Math.min(entry.attempts, PAUSES.length - 1)]! * 60_000;
    entry.attempts += 1;
    entry.lastError = error;
  });
}
