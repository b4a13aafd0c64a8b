import { MarketError } from "../error.ts";
import { STORE, type Kept } from "./kept.ts";

/** Another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return [BUSY, LOCKED].includes(codeOf(error));
}

/** The file or its folder may not be written, so that not even a lock can be laid beside it. */
export function isReadOnly(error: unknown): boolean {
  return [READ_ONLY, CANNOT_OPEN].includes(codeOf(error instanceof MarketError ? error.cause : error));
}

/** What SQLite or the file system said, as an error with the place and the remedy. Errors of our own pass. */
export function sqliteError(place: string, error: unknown, kept: Kept = STORE): MarketError {
  if (error instanceof MarketError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const remedy = REMEDIES.get(codeOf(error))?.(kept) ?? "Check that the folder may be written and has room.";
  return new MarketError(`${place}: ${remedy} Nothing was half written. (${said})`, { reason: "store", cause: error });
}

const [BUSY, LOCKED, READ_ONLY, CANNOT_OPEN] = [5, 6, 8, 14];

/** By SQLite's primary result codes. */
const REMEDIES: ReadonlyMap<number, (kept: Kept) => string> = new Map<number, (kept: Kept) => string>([
  [BUSY, ({ name }) => `another process has been writing to the ${name} for too long. Wait until it is done, or end it.`],
  [LOCKED, ({ name }) => `another connection has been writing to the ${name} for too long. Wait until it is done.`],
  [READ_ONLY, ({ name }) => `the ${name} may be read but not written. Give this user the right to write the file and its folder, or choose another folder.`],
  [10, () => "the disk failed to read or write. Check the disk and its room."],
  [11, ({ damaged }) => `the file is damaged. ${damaged}`],
  [13, () => "the disk is full. Make room, then save again."],
  [CANNOT_OPEN, ({ name }) => `the ${name} cannot be opened. Check that the folder exists or can be made, and that this user may write there.`],
  [26, ({ foreign, name }) => `the file is not a ${name}. ${foreign}`],
]);

function codeOf(error: unknown): number {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : Number.NaN;
  return code & 0xff;
}
