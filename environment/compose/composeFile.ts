import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const words = z.array(z.string().min(1)).min(1);
const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const resources = z.strictObject({ cpus: z.string(), memory: z.string(), pids: z.int() });

/** The part of the compose specification (compose-spec.json of github.com/compose-spec/compose-spec) that we write; what is not named here is refused. */
const service = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  user: z.string().optional(),
  profiles: words.optional(),
  command: words.optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  ports: z.array(z.string().regex(/^[^:]*\$\{[^}]+\}:\$\{[^}]+\}:\d+$/)).optional(),
  volumes: words.optional(),
  tmpfs: words.optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(["service_healthy", "service_started"]) })).optional(),
  healthcheck: z.strictObject({ test: z.tuple([z.enum(["CMD", "CMD-SHELL"])], z.string()), interval: duration.optional(), timeout: duration.optional(), retries: z.int().optional(), start_period: duration.optional() }).optional(),
  init: z.literal(true).optional(),
  read_only: z.literal(true).optional(),
  cap_drop: words.optional(),
  security_opt: words.optional(),
  shm_size: z.string().optional(),
  restart: z.enum(["unless-stopped", "always", "on-failure"]).optional(),
  stop_grace_period: duration.optional(),
  deploy: z.strictObject({
    resources: z.strictObject({
      limits: resources,
      reservations: z.strictObject({ devices: z.array(z.strictObject({ driver: z.string(), count: z.union([z.literal("all"), z.int()]), capabilities: words })) }).optional(),
    }),
  }).optional(),
});

const composeFile = z.strictObject({ name: z.string().optional(), services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()).optional() });

export type Service = z.infer<typeof service>;
export type ComposeFile = z.infer<typeof composeFile>;

/** A compose file of this folder. */
export function readCompose(name: string): ComposeFile {
  return composeFile.parse(parse(textOf(name)));
}

export const textOf = (name: string): string => readFileSync(path.join(import.meta.dirname, name), "utf8");

/** Names of the variables that a text takes from the environment of `docker compose`. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.replaceAll("$$", "").matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!))].sort();
}

/** A text as compose passes it on: `${NAME:-default}` and `${NAME:?complaint}` filled, `$$` a plain `$`. */
export function filled(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(/\$\$|\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (found, name?: string, kind?: string, rest = "") => {
    if (name === undefined) return "$";
    const value = values[name];
    if (value) return value;
    if (kind === "-") return rest;
    throw new Error(`${found}: ${name} is not set`);
  });
}
