import { numberOf, type Session, textOf } from "./database.ts";

/** Closes after `from`, up to and with `to`. */
export type Stretch = { readonly from: number; readonly to: number };

/** Stretches that a source has answered for, oldest first; no two touch. */
export async function coveredBy(session: Session, series: number, source: string): Promise<readonly Stretch[]> {
  const rows = await session.all("select from_time, to_time from coverage where series = ? and source = ? order by from_time", series, source);
  return rows.map((row) => ({ from: numberOf(row, "from_time"), to: numberOf(row, "to_time") }));
}

/** Adds a stretch; those that it touches become one with it. An empty stretch adds nothing. */
export async function cover(session: Session, series: number, source: string, { from, to }: Stretch): Promise<void> {
  if (!(to > from)) return;
  const touched = (await coveredBy(session, series, source)).filter((other) => other.from <= to && other.to >= from);
  if (touched.some((other) => other.from <= from && other.to >= to)) return;
  for (const other of touched) await session.run("delete from coverage where series = ? and source = ? and from_time = ?", series, source, other.from);
  const [first, last] = [Math.min(from, ...touched.map((other) => other.from)), Math.max(to, ...touched.map((other) => other.to))];
  await session.run("insert into coverage (series, source, from_time, to_time) values (?, ?, ?, ?)", series, source, first, last);
}

/** Takes a stretch out of what any source has answered for. */
export async function uncover(session: Session, series: number, { from, to }: Stretch): Promise<void> {
  for (const row of await session.all("select source, from_time, to_time from coverage where series = ? and from_time < ? and to_time > ?", series, to, from)) {
    const [source, first, last] = [textOf(row, "source"), numberOf(row, "from_time"), numberOf(row, "to_time")];
    await session.run("delete from coverage where series = ? and source = ? and from_time = ?", series, source, first);
    await cover(session, series, source, { from: first, to: from });
    await cover(session, series, source, { from: to, to: last });
  }
}
