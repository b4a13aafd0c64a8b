import { MarketError } from "../error.ts";
import { STORE, type Kept } from "./kept.ts";

/** What the server or the network said, as an error with the place and the remedy. The address in it has no password. Errors of our own pass. */
export function postgresError(place: string, error: unknown, { name }: Kept = STORE): MarketError {
  if (error instanceof MarketError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message : "";
  const isUnreachable = error instanceof Error && "syscall" in error && error.syscall === "connect";
  const remedy = isUnreachable ? unreachable : code === "55P03" ? `another process has been writing to the ${name} for too long. Wait until it is done, or end it.` : REMEDIES.get(code) ?? WITHOUT_CODE.find(([words]) => words.test(said))?.[1] ?? "Check the address and the server's log.";
  return new MarketError(`${place}: ${remedy} Nothing was half written.${said === "" ? "" : ` (${said})`}`, { reason: "store", cause: error });
}

const unreachable = "the server cannot be reached. Check host and port, and that Postgres runs there.";

const brokenOff = "the server broke off the connection. Check that it runs, then try again.";
const untrusted = "the server's certificate is not one that this machine trusts. Name the file of the certificate with sslrootcert= in the address, or see to a certificate that is signed for this host.";
const unreadable = "the file of the certificate or key that the address names cannot be read. Check sslrootcert, sslcert and sslkey in it.";

/** By SQLSTATE, or by the system's name for a network's error. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["ENOTFOUND", unreachable], ["ETIMEDOUT", unreachable], ["EAI_AGAIN", unreachable],
  ["28P01", "the server refused the user or the password. Check DATABASE_URL."],
  ["28000", "the server refused the user. Check DATABASE_URL and the server's pg_hba.conf."],
  ["3D000", "there is no database of that name. Make it with createdb."],
  ["42501", "this user may not make or write tables there. Grant create on the database."],
  ["53100", "the server's disk is full. Make room there, then save again."],
  ["53300", "the server has no connection left. Close other stores, or raise max_connections."],
  ["57P01", "the server was stopped. Start it, then try again."],
  ["57P03", "the server is starting or stopping. Try again in a moment."],
  ["ECONNRESET", brokenOff], ["EPIPE", brokenOff],
  ["ENOENT", unreadable], ["EACCES", unreadable],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", untrusted], ["SELF_SIGNED_CERT_IN_CHAIN", untrusted], ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", untrusted], ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", untrusted],
  ["ERR_TLS_CERT_ALTNAME_INVALID", untrusted], ["CERT_HAS_EXPIRED", untrusted],
]);

/** What the driver itself says has no code. */
const WITHOUT_CODE: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/, "the server speaks without encryption only. Turn ssl on there, or take sslmode out of the address."],
  [/Connection terminated|not queryable/, brokenOff],
  [/timeout/, unreachable],
];
