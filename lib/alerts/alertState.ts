import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../market/files/makeFolder.ts";
import { timedId } from "../market/files/timedId.ts";
import { removeDrafts, writeWhole } from "../market/files/writeWhole.ts";
import { projectFolder } from "../runs/folders.ts";
import { alertShape } from "./alert.ts";
import { locked } from "./lock.ts";

const delivery = z.object({ channel: z.string(), alert: alertShape, attempts: z.int(), nextTry: z.number(), lastError: z.string().optional() });

const alertState = z.object({
  /** Kind and schedule → when one was last sent, and what was held back since. */
  limits: z.record(z.string(), z.object({ sent: z.number(), held: z.int(), first: z.number().optional(), last: alertShape.optional() })),
  /** Still to be delivered. */
  pending: z.array(delivery),
  channels: z.record(z.string(), z.object({ delivered: z.number().optional(), failed: z.number().optional(), error: z.string().optional(), givenUp: z.int() })),
  /** Schedules whose last run failed. */
  failing: z.record(z.string(), z.object({ since: z.number(), runs: z.int() })),
  /** Schedule → metric → values of finished runs, oldest first. */
  metrics: z.record(z.string(), z.record(z.string(), z.array(z.object({ run: z.string(), value: z.number() })))),
});

export type AlertState = z.infer<typeof alertState>;
export type Delivery = z.infer<typeof delivery>;

/** Where alerts keep what they must remember over restarts: `artifacts/alerts`, or the folder of MARKETBOOK_ALERTS. */
export function alertsFolder(): string {
  return process.env.MARKETBOOK_ALERTS ? path.resolve(process.env.MARKETBOOK_ALERTS) : path.join(projectFolder, "artifacts", "alerts");
}

type Say = (text: string) => void;

/** Reads the state, changes it in place and writes it whole, alone among the processes of this machine. */
export function changeState<T>(folder: string, change: (state: AlertState) => T, say?: Say): T {
  makeFolder(folder);
  return locked(path.join(folder, "state.lock"), () => {
    removeDrafts(folder);
    const state = readState(folder, say);
    const result = change(state);
    writeWhole(path.join(folder, "state.json"), `${JSON.stringify(alertState.parse(state), null, 1)}\n`);
    return result;
  });
}

/** The state as it is; an empty one where there is none. A damaged file is put aside under another name, and that is said: alerts go on. */
export function readState(folder: string, say: Say = (text) => console.error(text)): AlertState {
  const empty = (): AlertState => ({ limits: {}, pending: [], channels: {}, failing: {}, metrics: {} });
  const file = path.join(folder, "state.json");
  if (!existsSync(file)) return empty();
  try {
    return alertState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    const aside = `${DAMAGED}${timedId()}`;
    renameSync(file, path.join(folder, aside));
    say(`alerts: ${putAsideText(aside)}`);
    return empty();
  }
}

const DAMAGED = "state.json.damaged-";

/** Damaged states that were put aside, oldest first. They stay until somebody has looked at them. */
export function putAside(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(DAMAGED)).sort() : [];
}

/** What a damaged state means for people. */
export function putAsideText(name: string): string {
  return `what alerts remember was damaged and is kept as ${name}. Alerts that waited in it were not sent, and limits and the metrics before it are forgotten`;
}
