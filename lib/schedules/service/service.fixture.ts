import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openAlerts } from "../../alerts/index.ts";
import { readState } from "../../alerts/alertState.ts";
import { fileOf } from "../schedules.fixture.ts";
import type { WorkEnd } from "../work/execute.ts";
import { serveSchedules } from "./serveSchedules.ts";
import { lastRuns, type ScheduledRun } from "./runFile.ts";
import { type VirtualClock, virtualClock } from "./virtualClock.fixture.ts";

/** A channel that cannot deliver: its alerts stay where a test reads them. */
const CHANNEL = "alerts: { every: 1s, channels: { desk: { type: webhook, urlFrom: NOT_SET } } }\n";
/** A file with one schedule, "nightly", and its further fields. */
export const daily = (more = "", alerts = CHANNEL): string => `${alerts}schedules:\n  nightly: { cron: "0 2 * * *", zone: UTC, run: { command: [doctor] }${more} }\n`;
export const hourly = (more = ""): string => daily(more).replace('"0 2 * * *"', '"0 * * * *"');

/** What a test's work does: how long it takes, in milliseconds of the test's clock, and how it ends. */
export type FakeWork = { takes: number; end: WorkEnd };

export type TestService = {
  readonly folder: string;
  readonly work: FakeWork;
  readonly said: string[];
  /** Begins the service on a file, at a time or where the clock stands. */
  start(yaml: string, at?: string): { readonly clock: VirtualClock; /** Gives the service another file. */ write(yaml: string): void; stop(): Promise<void>; /** As kill −9: nothing more is written by it. */ readonly over: Promise<void> };
  runs(): readonly ScheduledRun[];
  /** Planned hour and end of each run, oldest first. */
  done(): readonly string[];
  /** Titles of the alerts that wait or went out. */
  alerts(): readonly string[];
};

/** A service over a folder of its own, with a clock that the test moves and work that computes nothing. */
export function testService(): TestService {
  let folder = "";
  const stops: (() => Promise<void>)[] = [];
  const work: FakeWork = { takes: 0, end: { outcome: "done", exitCode: 0 } };
  const said: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "schedules-"));
    Object.assign(work, { takes: 60_000, end: { outcome: "done", exitCode: 0 } });
    said.length = 0;
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    rmSync(folder, { recursive: true });
  });
  const runs = (): readonly ScheduledRun[] => lastRuns(folder, "nightly", 100).toSorted((a, b) => a.started.localeCompare(b.started));
  return {
    work, said, runs,
    get folder() {
      return folder;
    },
    start: (yaml, at = "2026-03-06T00:00:00Z") => {
      const clock = virtualClock(at);
      const end = new AbortController();
      let file = yaml;
      const over = serveSchedules({
        read: () => fileOf(file), lookEvery: 900_000, folder, clock, say: (text) => said.push(text), signal: end.signal,
        openAlerts: (config) => openAlerts({ config, folder: path.join(folder, "alerts"), now: clock.now, say: (text) => said.push(text), variables: {}, waits: [], signal: end.signal }),
        execute: async (_, signal) => {
          await clock.sleepUntil(clock.now() + work.takes, signal);
          return signal.aborted ? { outcome: "stopped", exitCode: null } : work.end;
        },
      });
      const stop = async (): Promise<void> => {
        end.abort();
        await over;
      };
      stops.push(() => stop().catch(() => {})); // a test that expects a refusal has seen it
      over.catch(() => {});
      return { clock, over, stop, write: (next) => void (file = next) };
    },
    done: () => runs().map(({ planned, status }) => `${planned?.slice(5, 16)} ${status}`),
    alerts: () => readState(path.join(folder, "alerts")).pending.map(({ alert }) => alert.title),
  };
}
