import type { Bars, Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Stamps } from "./stampCloses.ts";

/** Some bars of a file, and how much of the file is read with them, from 0 to 1. */
export type BarPiece = { readonly bars: Bars; readonly share: number };

export type PieceOptions = {
  readonly symbol: string;
  /** Found from the steps of the first piece when left out. */
  readonly interval?: Interval | undefined;
  readonly stamps?: Stamps | undefined;
};

/** What the system says of a file that cannot be read, with the remedy. */
export function fileError(path: string, error: unknown, what = "bars"): MarketError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return new MarketError(`${path}: there is no such file to read ${what} from. Check the path; it counts from the folder you are in.`);
  if (typeof code === "string" && code.startsWith("Z_")) return new MarketError(`${path}: it is no whole gzip file (${String(error)}). Copy or download it again.`);
  if (code === "EISDIR") return new MarketError(`${path}: this is a folder, not a file of ${what}. Name the file inside it.`);
  return new MarketError(`${path}: it cannot be read (${error instanceof Error ? error.message : String(error)}). Check its permissions.`);
}
