import { z } from "zod";
import { alertConfigShape, duration, watchShape } from "../../alerts/index.ts";
import { EXCHANGES } from "../../market/index.ts";
import { cronProblem, zoneProblem } from "../times/cron.ts";

const exchange = z.enum(EXCHANGES);

/** Text with a rule of its own: what is wrong with it, or undefined. */
const textBy = (problemOf: (text: string) => string | undefined) => z.string().check(({ issues, value }) => {
  const message = problemOf(value);
  if (message !== undefined) issues.push({ code: "custom", input: value, message });
});
/** A rule over several fields of an object, told also where one of them is wrong by itself: a user mends all in one go. */
const overFields = <T>(rule: (payload: z.core.ParsePayload<T>) => void) => z.core._check<T>(rule, { when: ({ value }) => isFields(value) });
const isFields = (value: unknown): value is object => value !== null && typeof value === "object" && !Array.isArray(value);
const cronText = textBy(cronProblem);
const zoneText = textBy(zoneProblem);

/** A moment before or after an exchange opens or closes, on its trading days. */
const exchangeMoment = z.strictObject({
  exchange,
  event: z.enum(["open", "close"]),
  minutes: z.int().min(0).max(1440).default(0),
  /** Which trading days: half days are those that close early by schedule. */
  days: z.enum(["all", "full", "half"]).default("all"),
});

/** What is done with times at which nothing could begin: the machine was off, asleep, or the service was not running. */
const missed = z.preprocess((given) => (typeof given === "string" ? { rule: given } : given), z.strictObject({
  rule: z.enum(["catch-up", "latest", "skip"]),
  /** Of catch-up: at most so many, the newest. */
  limit: z.int().min(1).max(100).default(5),
  /** Of catch-up and latest: none older than this. */
  within: duration({ least: "1min", most: "60d" }).prefault("7d"),
}));

const retries = z.preprocess((given) => (typeof given === "number" ? { times: given } : given), z.strictObject({
  times: z.int().min(0).max(20),
  /** Before the first one; twice as long before each later one. */
  wait: duration({ least: "1s", most: "1d" }).prefault("1min"),
}));

const parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()], { error: () => "wants text, a number, true or false" }));

/** Exactly one of notebook, start and command. A command is a list of words: no shell reads it. */
const work = z.strictObject({
  notebook: z.string().regex(/\.ipynb$/, "wants a notebook, such as notebooks/08-lstm.ipynb").optional(),
  start: z.strictObject({ only: z.array(z.string()).default([]) }).optional(),
  command: z.array(z.union([z.string(), z.number().transform(String)], { error: () => "wants a list of words, such as [fetch, --source, yahoo]" }), { error: () => "wants a list of words, such as [fetch, --source, yahoo]; no shell reads it" }).min(1).optional(),
  /** Of notebook and start. */
  parameters: parameters.optional(),
  /** Of notebook: worked by whoever takes it from the queue, in place of this machine. */
  queue: z.boolean().default(false),
}).check(overFields(({ issues, value }) => {
  const given = (["notebook", "start", "command"] as const).filter((kind) => value[kind] !== undefined);
  if (given.length !== 1) issues.push({ code: "custom", input: value, path: [], message: `wants exactly one of notebook, start, command; it has ${given.length === 0 ? "none" : given.join(" and ")}` });
  if (value.notebook === undefined && value.queue) issues.push({ code: "custom", input: value, path: ["queue"], message: "belongs to notebook; a command that knows --queue has it among its words, and start runs on this machine" });
  if (value.command !== undefined && value.parameters !== undefined) issues.push({ code: "custom", input: value, path: ["parameters"], message: "belongs to notebook and start; a command has its words" });
}));

export const scheduleShape = z.strictObject({
  /** For people. */
  about: z.string().optional(),
  enabled: z.boolean().default(true),
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: cronText.optional(),
  /** Of cron. Default: that of the file. */
  zone: zoneText.optional(),
  after: exchangeMoment.optional(),
  before: exchangeMoment.optional(),
  /** Of cron: which days of an exchange. */
  only: z.strictObject({ exchange, days: z.enum(["trading", "full", "half", "closed"]).default("trading") }).optional(),
  run: work,
  /** Begins up to so much later, by a draw that is the same each time it is asked. */
  jitter: duration({ least: "0s", most: "12h" }).prefault("0s"),
  missed: missed.prefault("latest"),
  /** How late a run may begin and still be on time. */
  grace: duration({ least: "10s", most: "1d" }).prefault("5min"),
  /** What happens to a time that comes while the run before still goes on: left out and noted, or one waits. */
  overlap: z.enum(["skip", "queue"]).default("skip"),
  timeLimit: duration({ least: "1s", most: "30d" }).prefault("12h"),
  retries: retries.prefault(0),
  /** A run that has not begun, or not ended, so long after its time is late. */
  late: z.strictObject({ begin: duration({ least: "10s", most: "7d" }).prefault("15min"), end: duration({ least: "10s", most: "30d" }).optional() }).prefault({}),
  watch: z.array(watchShape).default([]),
}).check(overFields(({ issues, value }) => {
  const given = (["cron", "after", "before"] as const).filter((kind) => value[kind] !== undefined);
  const say = (path: string[], message: string) => issues.push({ code: "custom", input: value, path, message });
  if (given.length !== 1) say([], `wants exactly one of cron, after, before; it has ${given.length === 0 ? "none" : given.join(" and ")}`);
  if (given.length > 0 && value.cron === undefined && value.zone !== undefined) say(["zone"], "belongs to cron; an exchange has its own zone");
  if (given.length > 0 && value.cron === undefined && value.only !== undefined) say(["only"], "belongs to cron; after and before have days: all, full or half");
}));

export const scheduleFileShape = z.strictObject({
  /** Of every cron that names none of its own. */
  zone: zoneText.optional(),
  /** Of the draws of jitter. */
  seed: z.int().min(0).max(2 ** 31).default(0),
  /** How many records of runs are kept for each schedule. */
  keep: z.int().min(1).max(10_000).default(100),
  /** How many runs go on at once, of all schedules together; the others wait, the oldest first. Two: a long training, and the day's bars beside it. */
  atOnce: z.int().min(1).max(64).default(2),
  alerts: alertConfigShape.prefault({}),
  schedules: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "wants a name of small letters, digits and -, at most 60"), scheduleShape),
}).check(overFields(({ issues, value }) => {
  for (const [name, schedule] of isFields(value.schedules) ? Object.entries(value.schedules) : []) {
    const { cron, zone } = isFields(schedule) ? schedule : {};
    if (cron !== undefined && zone === undefined && value.zone === undefined) issues.push({ code: "custom", input: value, path: ["schedules", name, "cron"], message: "needs a zone, here or at the top of the file, such as zone: America/New_York" });
  }
}));

/** One schedule as read: durations in milliseconds, what was left out filled in, with its name, zone and the seed of the file. */
export type Schedule = z.infer<typeof scheduleShape> & { readonly name: string; readonly zone: string; readonly seed: number };
export type Work = z.infer<typeof work>;
export type ScheduleFile = Omit<z.infer<typeof scheduleFileShape>, "schedules"> & { readonly schedules: readonly Schedule[] };
