import { z } from "zod";
import { ALERT_KINDS } from "./alert.ts";
import { duration } from "./duration.ts";

/** Names of environment variables: secrets and addresses are never in the file. */
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "wants the name of an environment variable, such as MARKETBOOK_SMTP_PASSWORD");

const every = {
  /** Which kinds this channel is given. */
  kinds: z.array(z.enum(ALERT_KINDS)).min(1).default([...ALERT_KINDS]),
  /** For one attempt to deliver. */
  timeout: duration({ least: "1s", most: "2min" }).prefault("10s"),
};

const fileChannel = z.strictObject({
  ...every,
  type: z.literal("file"),
  /** JSON lines, seen from the project. Default: alerts.jsonl in artifacts/alerts. */
  path: z.string().min(1).optional(),
  /** Megabytes after which the file is put aside as .1, .2 … */
  megabytes: z.number().positive().max(1000).default(1),
  /** How many of those are kept. */
  keep: z.int().min(1).max(100).default(5),
});

const webhookChannel = z.strictObject({
  ...every,
  type: z.literal("webhook"),
  url: z.string().optional(),
  /** The variable that holds the address, where the address itself is a secret. */
  urlFrom: variable.optional(),
  /** The variable that holds the secret of the signature. */
  secretFrom: variable.optional(),
  /** Allows http:// to another machine: anybody between reads it. */
  allowHttp: z.boolean().default(false),
}).check(({ issues, value }) => {
  if ((value.url === undefined) === (value.urlFrom === undefined)) issues.push({ code: "custom", input: value, path: [], message: "wants one of url and urlFrom (a variable that holds the address)" });
});

const emailChannel = z.strictObject({
  ...every,
  type: z.literal("email"),
  host: z.string().regex(/^[A-Za-z0-9.:_-]+$/, "wants the name of the mail server, such as smtp.example.com"),
  port: z.int().min(1).max(65_535).default(587),
  /** implicit: TLS from the first byte (port 465). starttls: TLS before anything is said. none: this machine's own server alone. */
  tls: z.enum(["implicit", "starttls", "none"]).optional(),
  /** PEM file of a certificate authority of your own, seen from the project. */
  ca: z.string().optional(),
  from: variable.default("MARKETBOOK_MAIL_FROM"),
  /** One or more addresses with commas between. */
  to: variable.default("MARKETBOOK_MAIL_TO"),
  user: variable.default("MARKETBOOK_SMTP_USER"),
  password: variable.default("MARKETBOOK_SMTP_PASSWORD"),
});

export const channelShape = z.discriminatedUnion("type", [fileChannel, webhookChannel, emailChannel]);

export const alertConfigShape = z.strictObject({
  /** At most one alert of a kind and schedule in this time; the others are summed up in one when it has passed. */
  every: duration({ least: "1s", most: "30d" }).prefault("1h"),
  /** How long a channel that fails is tried again before its alert is given up. */
  tryFor: duration({ least: "1min", most: "30d" }).prefault("3d"),
  /** A sign of life of the service: somebody elsewhere, such as a service for cron jobs, is asked so often, and tells people when that stays away. */
  heartbeat: z.strictObject({
    /** The variable that holds the address. */
    urlFrom: variable.default("MARKETBOOK_HEARTBEAT_URL"),
    every: duration({ least: "1min", most: "1d" }).prefault("5min"),
    timeout: duration({ least: "1s", most: "2min" }).prefault("10s"),
    /** Allows http:// to another machine. */
    allowHttp: z.boolean().default(false),
  }).optional(),
  channels: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "wants a name of small letters, digits and -"), channelShape).default({}),
});

export type AlertConfig = z.infer<typeof alertConfigShape>;
export type ChannelConfig = z.infer<typeof channelShape>;
export type ChannelOf<Type extends ChannelConfig["type"]> = Extract<ChannelConfig, { type: Type }>;
