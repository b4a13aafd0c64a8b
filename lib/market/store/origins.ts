import { setImmediate } from "node:timers/promises";
import { maybeText, numberOf, type Row, type Session, textOf } from "./database.ts";
import { readSegment, segmentSizes } from "./segments.ts";
import type { SeriesRow } from "./series.ts";

/** Where bars come from: what was saved in one go has one origin. */
export type Origin = { readonly source: string; readonly provenance: string; readonly receivedAt: number; readonly sha256: string | undefined };

/** The origin's id; made once. */
export async function ensureOrigin(session: Session, series: number, { provenance, receivedAt, sha256, source }: Origin): Promise<number> {
  const same = "select max(id) as id from origins where series = ? and source = ? and provenance = ? and received_at = ? and sha256";
  const values = [series, source, provenance, receivedAt];
  const find = async (): Promise<Row | undefined> => (sha256 === undefined ? await session.all(`${same} is null`, ...values) : await session.all(`${same} = ?`, ...values, sha256))[0];
  const known = await find();
  if (known?.id !== null) return numberOf(known, "id");
  await session.run("insert into origins (series, source, provenance, received_at, sha256) values (?, ?, ?, ?, ?)", ...values, sha256 ?? null);
  return numberOf(await find(), "id");
}

/** All origins of a series by their ids. */
export async function originsOf(session: Session, series: number): Promise<ReadonlyMap<number, Origin>> {
  const rows = await session.all("select id, source, provenance, received_at, sha256 from origins where series = ?", series);
  return new Map(rows.map((row) => [numberOf(row, "id"), {
    source: textOf(row, "source"), provenance: textOf(row, "provenance"), receivedAt: numberOf(row, "received_at"), sha256: maybeText(row, "sha256"),
  }]));
}

/** How many bars of a series, and former versions of bars, have which origin; bars of some segments are left out. */
export async function rowsByOrigin(session: Session, place: string, series: SeriesRow, leaveOut: ReadonlySet<number>): Promise<{ readonly standing: ReadonlyMap<number, number>; readonly former: ReadonlyMap<number, number> }> {
  const standing = new Map<number, number>();
  for (const { segment } of await segmentSizes(session, series, -Infinity, Infinity)) {
    await setImmediate();
    const held = leaveOut.has(segment) ? undefined : await readSegment(session, place, series, segment);
    for (const id of held?.origin ?? []) standing.set(id, (standing.get(id) ?? 0) + 1);
  }
  const rows = await session.all("select origin, cast(count(*) as integer) as versions from revisions where series = ? group by origin", series.id);
  return { standing, former: new Map(rows.map((row) => [numberOf(row, "origin"), numberOf(row, "versions")])) };
}

/** The provenances of bars, each once, in the order of the bars. */
export function provenanceOf(ids: Float64Array, origins: ReadonlyMap<number, Origin>): string {
  const seen = new Set<number>();
  for (let t = 0; t < ids.length; t++) if (t === 0 || ids[t] !== ids[t - 1]) seen.add(ids[t]!);
  const texts = [...new Set([...seen].map((id) => origins.get(id)?.provenance ?? "unknown"))];
  return texts.length <= MOST_TEXTS ? texts.join("; ") : `${texts.slice(0, MOST_TEXTS).join("; ")}; and ${texts.length - MOST_TEXTS} more`;
}

const MOST_TEXTS = 3;
