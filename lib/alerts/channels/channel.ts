import type { Variables } from "../../market/connection/keys.ts";
import type { Alert } from "../alert.ts";

/** Delivers an alert or throws an AlertError without secrets in it. */
export type Channel = { deliver(alert: Alert, signal: AbortSignal): Promise<void> };

export type ChannelOptions = {
  /** Where secrets and addresses come from. */
  readonly variables: Variables;
  /** Waits between the attempts of one delivery, milliseconds. */
  readonly waits: readonly number[];
};
