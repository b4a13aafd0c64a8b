import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { MarketError } from "../error.ts";
import type { ConnectionSpec } from "./connection.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** The project's own folder. */
export const PROJECT = path.join(import.meta.dirname, "..", "..", "..");

/** The environment, and what the git-ignored file `.env` says where the environment says nothing. */
export function projectVariables({ environment = process.env, file = path.join(PROJECT, ".env") }: { readonly environment?: Variables; readonly file?: string } = {}): Variables {
  if (!existsSync(file)) return environment;
  const said = Object.entries(environment).filter(([, value]) => value !== undefined && value !== "");
  return { ...parseEnv(readFileSync(file, "utf8")), ...Object.fromEntries(said) };
}

/**
 * The value of a key, without the spaces around it. A missing one is an error that says where to get it and where to put it; so is one with a line break or a sign
 * that no header can carry, because the runtime's own error about it would show the key.
 */
export function keyOf(source: string, variable: string, { reach, variables }: { readonly reach: ConnectionSpec | undefined; readonly variables: Variables }): string {
  const value = variables[variable]?.trim() ?? "";
  if (value === "") throw new MarketError(`${source}: there is no key. Get one at ${whereFrom(variable, reach)} and put it into the environment as ${variable}, or into the file .env.`, { reason: "key" });
  if (!/^[\x20-\x7e]+$/.test(value)) throw new MarketError(`${source}: the key in ${variable} holds a line break or a sign outside of ASCII. Copy it again from ${whereFrom(variable, reach)}.`, { reason: "key" });
  return value;
}

/** The values of all keys that a source may send, for taking them out of texts. */
export function secretsOf(reach: ConnectionSpec | undefined, variables: Variables): readonly string[] {
  return (reach?.keys ?? []).map(({ variable }) => variables[variable]?.trim() ?? "").filter((value) => value !== "");
}

/** Where a person gets a key. */
function whereFrom(variable: string, reach: ConnectionSpec | undefined): string {
  return reach?.keys?.find((wanted) => wanted.variable === variable)?.from ?? "the source";
}
