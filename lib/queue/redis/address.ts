import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { QueueError } from "../error.ts";
import { projectFolder } from "../../runs/folders.ts";

/** Where Redis is; `ca` is the text of the certificate that its own is signed with, where no public authority did. */
export type RedisAddress = { readonly url: string; readonly ca?: string; /** Takes a plain line to another machine, where passwords and results can be read on the way. */ readonly mayBePlain?: boolean };

/** Redis's address of MARKETBOOK_REDIS_URL, the certificate of MARKETBOOK_REDIS_CA (a file), and whether MARKETBOOK_REDIS_INSECURE=1 takes a plain line, out of the environment or the project's `.env`; undefined where there is none. */
export function redisAddress(environment: NodeJS.ProcessEnv = process.env, folder: string = projectFolder): RedisAddress | undefined {
  const file = path.join(folder, ".env");
  const kept = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const url = environment["MARKETBOOK_REDIS_URL"] ?? kept["MARKETBOOK_REDIS_URL"];
  if (!url) return undefined;
  const certificate = environment["MARKETBOOK_REDIS_CA"] ?? kept["MARKETBOOK_REDIS_CA"];
  const plain = (environment["MARKETBOOK_REDIS_INSECURE"] ?? kept["MARKETBOOK_REDIS_INSECURE"]) === "1" ? { mayBePlain: true } : {};
  if (!certificate) return { url, ...plain };
  const place = path.resolve(folder, certificate);
  if (!existsSync(place)) throw new QueueError(`MARKETBOOK_REDIS_CA names the file ${certificate}, which does not exist. Name the certificate that signed Redis's own`, "redis");
  return { url, ca: readFileSync(place, "utf8"), ...plain };
}

/** An address taken apart. What is wrong with it is said without it: it may hold a password. */
export function parsedAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === "") throw new QueueError("the address of Redis is none: write redis://user:password@host:6379, or rediss:// for an encrypted line, into MARKETBOOK_REDIS_URL. What the password has of : / ? # @ % is written as %3A %2F %3F %23 %40 %25", "redis");
  return url;
}

/** An address as it may be shown: without its password. */
export function shownAddress(address: string): string {
  const { hostname, pathname, port, protocol, username } = parsedAddress(address);
  return `${protocol}//${username === "" ? "" : `${username}@`}${hostname}:${port || "6379"}${pathname === "/" ? "" : pathname}`;
}

/** Refuses a plain line to another machine: who is on the way could read the password and hand in jobs of their own. */
export function checkLine({ mayBePlain = false, url }: RedisAddress): void {
  const { hostname, protocol } = parsedAddress(url);
  if (protocol === "rediss:" || mayBePlain || isLoopback(hostname)) return;
  throw new QueueError(`Redis at ${shownAddress(url)} is on another machine, and redis:// is not encrypted: whoever is on the way reads the password and everything else, and can hand in jobs. Take rediss:// (environment/desktop.md sets it up), or a tunnel: ssh -N -L 6379:127.0.0.1:6379 ${hostname}, and redis://…@127.0.0.1:6379. Where the line is private already (WireGuard, a network of containers), write MARKETBOOK_REDIS_INSECURE=1 beside the address`, "redis");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
