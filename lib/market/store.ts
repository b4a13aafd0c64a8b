import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { formatBarTime } from "./barTime.ts";
import { BAR_COLUMNS, INTERVALS, mapBars, type Bars, type Interval } from "./bars.ts";
import { formatBarsCsv, readText } from "./csvFiles.ts";
import { MarketError } from "./error.ts";
import { nearest } from "./nearest.ts";
import { parseBarsCsv } from "./parseBarsCsv.ts";
import { writeWhole } from "./writeWhole.ts";

const FOLDER = "data/store";

const record = z.object({
  symbol: z.string(),
  interval: z.enum(INTERVALS),
  provenance: z.string(),
  rows: z.int(),
  from: z.string(),
  to: z.string(),
  file: z.string(),
  sha256: z.string(),
});

/** What the store says about one series: its record, a JSON file beside the CSV file that it names. */
export type StoredBars = z.infer<typeof record>;
export type SaveReport = { readonly rows: number; readonly added: number; readonly changed: number };

/**
 * Saves bars, added by close time to those of the same symbol and interval: a known time gets the new values, the rest stays. Saving twice changes nothing.
 * The CSV file is named after its content and written first, the record last: an interruption leaves the old bars whole. One writer at a time.
 */
export async function saveBars(bars: Bars, { folder = FOLDER }: { folder?: string } = {}): Promise<SaveReport> {
  const row = bars.closeTime.findIndex((time, t) => !Number.isFinite(time) || (t > 0 && !(time > bars.closeTime[t - 1]!)));
  if (row >= 0 || bars.closeTime.length === 0) {
    throw new MarketError(`saveBars: ${bars.symbol} ${row < 0 ? "has no bars" : `is not in order of time in row ${row}`}. Save bars oldest first, one a time; repairBars sorts them.`);
  }
  const old = (await recordOf(folder, bars.symbol, bars.interval)) && (await openBars(bars.symbol, { folder, interval: bars.interval }));
  const { added, changed, merged } = merge(old, bars);
  if (added + changed > 0) await write(folder, merged);
  return { rows: merged.closeTime.length, added, changed };
}

/** Bars of the store. A file that is missing, cut off or changed by hand is an error that names it. */
export async function openBars(symbol: string, { folder = FOLDER, interval = "1d" }: { folder?: string; interval?: Interval } = {}): Promise<Bars> {
  const held = await recordOf(folder, symbol, interval);
  if (held === undefined) {
    const known = await listBars({ folder });
    const guess = nearest(symbol, known.map((other) => other.symbol));
    throw new MarketError(`openBars: ${folder} has no ${interval} bars of "${symbol}"${guess === undefined ? "" : `; did you mean "${guess}"?`} It has: ${known.map((other) => `${other.symbol} ${other.interval}`).join(", ") || "nothing"}. Save them with saveBars.`);
  }
  const path = join(folder, held.file);
  const text = await readText(path, "stored bars");
  if (hashOf(text) !== held.sha256) throw new MarketError(`${path}: the file is not the one that was saved; it was changed or cut off. Delete it and ${recordName(symbol, interval)}, then load the bars anew and save them.`);
  return { ...parseBarsCsv(text, path, { symbol, interval, missing: "NaN" }), provenance: held.provenance };
}

/** The records of a store, by symbol. */
export async function listBars({ folder = FOLDER }: { folder?: string } = {}): Promise<readonly StoredBars[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".json"));
  return Promise.all(files.sort().map((file) => readRecord(join(folder, file))));
}

const recordName = (symbol: string, interval: Interval): string => `${encodeURIComponent(symbol)}.${interval}.json`;
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

async function recordOf(folder: string, symbol: string, interval: Interval): Promise<StoredBars | undefined> {
  const name = recordName(symbol, interval);
  const files = await readdir(folder).catch((): string[] => []);
  return files.includes(name) ? readRecord(join(folder, name)) : undefined;
}

async function readRecord(path: string): Promise<StoredBars> {
  const remedy = "Delete it, then load the bars anew and save them.";
  try {
    const found = record.safeParse(JSON.parse(await readText(path, "a record of stored bars")));
    if (found.success) return found.data;
    throw new MarketError(`${path}: it is not a record of stored bars. ${z.prettifyError(found.error)} ${remedy}`);
  } catch (error) {
    if (error instanceof SyntaxError) throw new MarketError(`${path}: it is cut off or no JSON (${error.message}). ${remedy}`);
    throw error;
  }
}

function merge(old: Bars | undefined, bars: Bars): { merged: Bars; added: number; changed: number } {
  if (old === undefined) return { merged: bars, added: bars.closeTime.length, changed: 0 };
  const newRow = new Map(Array.from(bars.closeTime, (time, row) => [time, row] as const));
  const oldRow = new Map(Array.from(old.closeTime, (time, row) => [time, row] as const));
  const times = [...new Set([...oldRow.keys(), ...newRow.keys()])].sort((a, b) => a - b);
  const isChanged = (time: number): boolean => {
    const [a, b] = [oldRow.get(time), newRow.get(time)];
    return a !== undefined && b !== undefined && BAR_COLUMNS.some((name) => !Object.is(old[name][a], bars[name][b]));
  };
  const merged = mapBars(bars, (column, name) => Float64Array.from(times, (time) => (newRow.has(time) ? column[newRow.get(time)!]! : old[name][oldRow.get(time)!]!)));
  return { merged, added: times.length - oldRow.size, changed: times.filter(isChanged).length };
}

async function write(folder: string, bars: Bars): Promise<void> {
  const { closeTime, interval, provenance, symbol } = bars;
  const text = formatBarsCsv(bars);
  const sha256 = hashOf(text);
  const stem = `${encodeURIComponent(symbol)}.${interval}`;
  const file = `${stem}.${sha256.slice(0, 12)}.csv`;
  const entry: StoredBars = { symbol, interval, provenance, rows: closeTime.length, from: formatBarTime(closeTime[0]!), to: formatBarTime(closeTime.at(-1)!), file, sha256 };
  try {
    await mkdir(folder, { recursive: true });
    writeWhole(join(folder, file), text);
    writeWhole(join(folder, recordName(symbol, interval)), `${JSON.stringify(entry, undefined, 2)}\n`);
    const older = (await readdir(folder)).filter((name) => name !== file && name.startsWith(`${stem}.`) && name.endsWith(".csv"));
    await Promise.all(older.map((name) => rm(join(folder, name))));
  } catch (error) {
    throw new MarketError(`${folder}: the bars of ${symbol} could not be saved (${error instanceof Error ? error.message : String(error)}). Check that the folder may be written and has room; what was saved before is kept.`);
  }
}
