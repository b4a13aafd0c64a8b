import { projectVariables, type Variables } from "../market/connection/keys.ts";
import { type Alert, alertOf, type NewAlert } from "./alert.ts";
import type { AlertConfig } from "./alertConfig.ts";
import { type AlertState, alertsFolder, changeState, readState } from "./alertState.ts";
import { beat } from "./heartbeat.ts";
import { isDue, type Sent, sendPending } from "./delivery.ts";
import type { Watch } from "./drift/watch.ts";
import type { FinishedRun } from "./finishedRun.ts";
import { judgeRun, type MetricSaid } from "./judgeRun.ts";
import { mayPass, takeSummaries } from "./rateLimit.ts";

export type AlertOptions = {
  readonly config: AlertConfig;
  /** Default: `artifacts/alerts`. */
  readonly folder?: string;
  /** Default: the environment, and the file .env where that says nothing. */
  readonly variables?: Variables;
  readonly now?: () => number;
  /** Told what went wrong with the alerts themselves; they never throw. */
  readonly say?: (text: string) => void;
  /** Waits between the attempts of one delivery, milliseconds. @default 1 s, 5 s */
  readonly waits?: readonly number[];
  readonly signal?: AbortSignal;
  /** Told of each delivery, good or bad. */
  readonly onSent?: (sent: Sent) => void;
};

/** The alerts of a project. Nothing of it throws: a run never fails because of its alerts. */
export type Alerts = {
  /** Failed, recovered, drift: whatever a finished run gives rise to. Gives what was said of its metrics. */
  reportRun(run: FinishedRun, watches?: readonly Watch[]): Promise<readonly MetricSaid[]>;
  raise(alert: NewAlert): Promise<void>;
  /** A sign of life, where the file asks for one and its time has come. */
  beat(): Promise<void>;
  /** Sends what failed before and is due again, and sums up what was held back. To be called now and then. */
  flush(): Promise<readonly Sent[]>;
};

/** Opens the alerts of a configuration. Every process that reports runs may have them open: what they remember is in a file they share. */
export function openAlerts({ config, folder = alertsFolder(), now = Date.now, onSent = () => {}, say = (text) => console.error(text), signal = new AbortController().signal, variables = projectVariables(), waits = [1000, 5000] }: AlertOptions): Alerts {
  const deliver = (): Promise<readonly Sent[]> => sendPending({ config, folder, now, signal, variables, waits });
  const safely = async <T>(otherwise: T, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      say(`alerts: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
  const tell = (sent: readonly Sent[]): readonly Sent[] => {
    for (const one of sent) onSent(one);
    for (const { alert, channel, error } of sent) if (error !== undefined) say(`alerts: ${channel} could not deliver "${alert.title}": ${error}. It is tried again`);
    return sent;
  };
  const flush = (): Promise<readonly Sent[]> => safely<readonly Sent[]>([], async () => {
    // Looking changes nothing: most of the time there is nothing to do, and a disk need not be written for that.
    if (!isSomethingDue(readState(folder, say), now(), config.every)) return [];
    changeState(folder, (state) => {
      for (const summary of takeSummaries(state, now(), config.every)) queue(state, config, alertOf({ ...summary, at: now() }), now());
    });
    return tell(await deliver());
  });
  let [beaten, trouble] = [-Infinity, ""];
  return {
    flush,
    beat: async () => {
      const { heartbeat } = config;
      // A clock that was set back waits for no time that has passed already.
      if (heartbeat === undefined || (now() - beaten < heartbeat.every && now() >= beaten)) return;
      beaten = now();
      const before = trouble;
      trouble = await beat(heartbeat, variables, signal).then(() => "", (error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (trouble !== before && !signal.aborted) say(trouble === "" ? "heartbeat: is heard again" : `heartbeat: ${trouble}`);
    },
    raise: async (given) => {
      await safely(undefined, () => changeState(folder, (state) => offer(state, config, given, now()), say));
      await flush();
    },
    reportRun: async (run, watches = []) => {
      const metrics = await safely<readonly MetricSaid[]>([], () => changeState(folder, (state) => {
        const judged = judgeRun(state, run, watches);
        for (const alert of judged.alerts) offer(state, config, alert, now());
        return judged.metrics;
      }, say));
      await flush();
      return metrics;
    },
  };
}

function isSomethingDue({ limits, pending }: AlertState, now: number, every: number): boolean {
  return pending.some((delivery) => isDue(delivery, now)) || Object.values(limits).some(({ held, sent }) => held > 0 && now - sent >= every);
}

function offer(state: AlertState, config: AlertConfig, given: NewAlert, now: number): void {
  const alert = alertOf(given);
  if (mayPass(state, alert, now, config.every)) queue(state, config, alert, now);
}

function queue(state: AlertState, { channels }: AlertConfig, alert: Alert, now: number): void {
  for (const [channel, { kinds }] of Object.entries(channels)) {
    if (alert.kind === "test" || kinds.includes(alert.kind)) state.pending.push({ channel, alert, attempts: 0, nextTry: now });
  }
}
