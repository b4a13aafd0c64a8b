import { setImmediate } from "node:timers/promises";
import { intactBody } from "./answers.ts";
import { type Database, numberOf, type Session, textOf } from "./database.ts";
import type { StoreFinding } from "./marketStore.ts";
import { originsOf } from "./origins.ts";
import { segmentOf } from "./segment.ts";
import { intactSegment } from "./segments.ts";
import { allSeries, type SeriesRow } from "./series.ts";

type Progress = (done: number, all: number) => void;

/** Reads everything: the database's own structure, every segment, every answer's bytes, and that each bar's origin and each origin's bytes are there. Between two parts the process may do other things, such as hear Ctrl-C. */
export async function verify(database: Database, onProgress: Progress = () => undefined): Promise<readonly StoreFinding[]> {
  const damage = await database.damage();
  const broken = damage.map((got): StoreFinding => ({ code: "database damaged", severity: "error", where: database.place, expected: "a sound database", got }));
  try {
    return [...broken, ...(await database.read((session) => contents(session, onProgress)))];
  } catch (error) {
    if (broken.length > 0) return broken;
    return [{ code: "database damaged", severity: "error", where: database.place, expected: "every row readable", got: error instanceof Error ? error.message : String(error) }];
  }
}

async function contents(session: Session, onProgress: Progress): Promise<readonly StoreFinding[]> {
  const findings: StoreFinding[] = [];
  const series = await allSeries(session);
  const hashes = (await session.all("select sha256 from bodies order by sha256")).map((row) => textOf(row, "sha256"));
  const all = series.length + hashes.length;
  let done = 0;
  for (const one of series) {
    findings.push(...(await segmentsOf(session, one)), ...(await originsWithoutBytes(session, one)));
    onProgress(++done, all);
  }
  for (const sha256 of hashes) {
    await setImmediate();
    const [row] = await session.all("select sha256, data from bodies where sha256 = ?", sha256);
    if (row === undefined || intactBody(row) === undefined) findings.push({ code: "bytes changed", severity: "error", where: `answer ${sha256}`, expected: "bytes of that hash", got: "other bytes" });
    onProgress(++done, all);
  }
  return findings;
}

async function segmentsOf(session: Session, series: SeriesRow): Promise<readonly StoreFinding[]> {
  const findings: StoreFinding[] = [];
  const origins = await originsOf(session, series.id);
  const name = `${series.symbol} ${series.interval}`;
  const tell = (where: string, expected: string, got: string): void => void findings.push({ code: "segment changed", severity: "error", where, expected, got });
  let rows = 0;
  for (const { segment } of await session.all("select segment from segments where series = ? order by segment", series.id)) {
    await setImmediate();
    const [row] = await session.all("select segment, rows, checksum, data from segments where series = ? and segment = ?", series.id, Number(segment));
    const where = `${name}, segment ${String(segment)}`;
    rows += numberOf(row, "rows");
    const found = row && intactSegment(series, row);
    if (found === undefined) {
      tell(where, "the bytes that were saved", "other bytes");
      continue;
    }
    const { closeTime, origin } = found;
    const isInOrder = closeTime.every((time, t) => segmentOf(time, series.interval) === segment && (t === 0 || time > closeTime[t - 1]!));
    if (!isInOrder) tell(where, "bars of this stretch of time, oldest first", "others");
    if (!origin.every((id) => origins.has(id))) tell(where, "an origin for each bar", "bars without one");
  }
  if (rows !== series.rows) tell(name, `${series.rows} bars`, `${rows} bars`);
  return findings;
}

async function originsWithoutBytes(session: Session, series: SeriesRow): Promise<readonly StoreFinding[]> {
  const rows = await session.all("select distinct origins.sha256 as sha256, origins.source as source from origins left join bodies on bodies.sha256 = origins.sha256 where series = ? and origins.sha256 is not null and bodies.sha256 is null", series.id);
  return rows.map((row) => ({ code: "bars without bytes", severity: "warning", where: `${series.symbol} ${series.interval}`, expected: `the answer ${textOf(row, "sha256")} of ${textOf(row, "source")}`, got: "none of that hash" }));
}
