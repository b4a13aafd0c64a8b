import { MarketError } from "../error.ts";

/** What the server or the network said, as an error with the place and the remedy. The address in it has no password. Errors of our own pass. */
export function postgresError(place: string, error: unknown): MarketError {
  if (error instanceof MarketError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message : "";
  const remedy = REMEDIES.get(code) ?? "Check the address and the server's log.";
  return new MarketError(`${place}: ${remedy} Nothing was half written.${said === "" ? "" : ` (${said})`}`, { reason: "store", cause: error });
}

const unreachable = "the server cannot be reached. Check host and port, and that Postgres runs there.";

/** By SQLSTATE, or by the system's name for a network's error. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", unreachable], ["ENOTFOUND", unreachable], ["EHOSTUNREACH", unreachable], ["ETIMEDOUT", unreachable], ["EAI_AGAIN", unreachable],
  ["28P01", "the server refused the user or the password. Check DATABASE_URL."],
  ["28000", "the server refused the user. Check DATABASE_URL and the server's pg_hba.conf."],
  ["3D000", "there is no database of that name. Make it with createdb."],
  ["42501", "this user may not make or write tables there. Grant create on the database."],
  ["53100", "the server's disk is full. Make room there, then save again."],
  ["53300", "the server has no connection left. Close other stores, or raise max_connections."],
  ["55P03", "another process has been writing to the store for too long. Wait until it is done, or end it."],
  ["57P01", "the server was stopped. Start it, then try again."],
]);
