import { isIP } from "node:net";
import { Redis } from "ioredis";
import { QueueError } from "../error.ts";
import { checkLine, parsedAddress, shownAddress, type RedisAddress } from "./address.ts";

const PATIENCE = 10_000; // milliseconds for the first answer
const LONGEST_PAUSE = 2000; // milliseconds between two tries to come back

/** A connection to Redis that comes back by itself once it has been there. The first time, what is wrong is said at once. */
export async function connectRedis(address: RedisAddress): Promise<Redis> {
  checkLine(address);
  await probe(address);
  return new Redis({ ...optionsOf(address), maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(100 * times, LONGEST_PAUSE) });
}

function optionsOf({ ca, url }: RedisAddress) {
  const { hostname, password, pathname, port, protocol, username } = parsedAddress(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  return {
    host, port: Number(port || 6379), db: Number(pathname.slice(1) || 0), connectTimeout: PATIENCE,
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(password !== "" && { password: decodeURIComponent(password) }),
    ...(protocol === "rediss:" && { tls: { ...(ca !== undefined && { ca }), ...(isIP(host) === 0 && { servername: host }) } }),
  };
}

/** One connection that does not try again, to hear why. */
async function probe(address: RedisAddress): Promise<void> {
  const redis = new Redis({ ...optionsOf(address), lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let complaint: unknown;
  redis.on("error", (error: unknown) => (complaint ??= error));
  const late = setTimeout(() => (complaint ??= new Error("it did not answer"), redis.disconnect()), PATIENCE);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw refusal(shownAddress(address.url), complaint ?? error);
  } finally {
    clearTimeout(late);
    redis.disconnect();
  }
}

/** What a failed connection means for a person. Of the error only what holds no secret is taken. */
function refusal(shown: string, error: unknown): QueueError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const say = (what: string, remedy: string) => new QueueError(`Redis at ${shown} ${what}. ${remedy}`, "redis");
  if (/WRONGPASS|NOAUTH|invalid username|invalid password/i.test(message)) return say("refuses the user or the password", "Correct them in MARKETBOOK_REDIS_URL: redis://user:password@host:6379, without a user redis://:password@host:6379");
  if (/NOPERM/.test(message)) return say("does not allow this user what a queue needs", "Give the user ~* &* +@all, or keys and channels of its own by ACL SETUSER");
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/i.test(code)) return say(`shows a certificate that is not trusted here (${code})`, "Name the certificate that signed it in MARKETBOOK_REDIS_CA, and the host by the name that it was made for");
  if (/EPROTO|ERR_SSL|wrong version number/i.test(`${code} ${message}`)) return say("speaks no TLS at this port", "Write redis:// for a plain line, or name the port that takes TLS");
  const reason = code || message.replace(/\.$/, "");
  return say(`does not answer (${reason})`, "Start it (redis-server; systemctl start redis-server), or correct MARKETBOOK_REDIS_URL. A port that takes TLS wants rediss://. Without the variable, jobs are worked by processes of this machine, with nothing to start");
}
