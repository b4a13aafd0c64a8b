import { z } from "zod";
import { modelSpec } from "../catalogue/index.ts";
import type { Row, Session, Value } from "../market/store/database.ts";
import { RegistryError } from "./error.ts";
import { STAGES, type Foretells, type Stage, type StageChange, type Version, type VersionQuery } from "./version.ts";
import { versionCard } from "./versionCard.ts";

const json = <T>(schema: z.ZodType<T>) => z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "it is no JSON" });
    return z.NEVER;
  }
}).pipe(schema);

const versionRow = z.object({
  id: z.number(), symbol: z.string(), interval: z.string(), label: z.string(), horizon: z.number(),
  spec: json(modelSpec), seed: z.number(), dataset: z.string(), columns: json(z.array(z.string())), card: json(versionCard),
  content: z.string(), files: json(z.record(z.string(), z.string())), parent: z.number().nullable(), registered_at: z.number(), stage: z.enum(STAGES),
});

const changeRow = z.object({ stage: z.enum(STAGES), at: z.number(), reason: z.string(), evidence: json(z.unknown()) });

/** Versions that a query names, in the order of registration. */
export async function selectVersions(session: Session, place: string, query: VersionQuery): Promise<readonly Version[]> {
  const wanted = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const where = wanted.length === 0 ? "" : ` where ${wanted.map(([column]) => `${column} = ?`).join(" and ")}`;
  return (await session.all(`select * from versions${where} order by id`, ...wanted.map(([, value]) => value))).map((row) => versionOf(place, row));
}

/** One version; an unknown number is an error that says which there are. */
export async function demandVersionRow(session: Session, place: string, id: number): Promise<Version> {
  const [row] = await session.all("select * from versions where id = ?", id);
  if (row) return versionOf(place, row);
  const known = (await session.all("select id from versions order by id")).map(({ id: one }) => String(one));
  throw new RegistryError(`${place}: there is no version ${id}. ${known.length === 0 ? "Nothing is registered yet." : `Versions: ${known.slice(-20).join(", ")}${known.length > 20 ? " and older ones" : ""}.`}`);
}

export async function selectHistory(session: Session, place: string, id: number): Promise<readonly StageChange[]> {
  return (await session.all("select stage, at, reason, evidence from stage_changes where version = ? order by id", id)).map((row) => parsed(place, `history of version ${id}`, changeRow, row));
}

/** Writes a new version and gives its number. */
export async function insertVersion(session: Session, { card, columns, content, dataset, files, horizon, interval, label, parent, registeredAt, seed, spec, symbol }: Omit<Version, "id" | "stage">): Promise<number> {
  const values: Readonly<Record<string, Value>> = {
    symbol, interval, label, horizon, spec: JSON.stringify(spec), seed, dataset, columns: JSON.stringify(columns), card: JSON.stringify(card),
    content, files: JSON.stringify(files), parent: parent ?? null, registered_at: registeredAt, stage: "candidate",
  };
  const names = Object.keys(values);
  const [row] = await session.all(`insert into versions (${names.join(", ")}) values (${names.map(() => "?").join(", ")}) returning id`, ...Object.values(values));
  return z.object({ id: z.number() }).parse(row).id;
}

/** Notes a stage in the history, with what it rests on. */
export async function insertChange(session: Session, id: number, { at, evidence = null, reason, stage }: { readonly stage: Stage; readonly at: number; readonly reason: string; readonly evidence?: unknown }): Promise<void> {
  await session.run("insert into stage_changes (version, stage, at, reason, evidence) values (?, ?, ?, ?, ?)", id, stage, at, reason, JSON.stringify(evidence));
}

/** Puts a version into a stage and notes it in the history. */
export async function changeStage(session: Session, id: number, change: Parameters<typeof insertChange>[2]): Promise<void> {
  await session.run("update versions set stage = ? where id = ?", change.stage, id);
  await insertChange(session, id, change);
}

/** The champion of what a version foretells. */
export async function championOf(session: Session, place: string, { horizon, interval, label, symbol }: Foretells): Promise<Version | undefined> {
  return (await selectVersions(session, place, { symbol, interval, label, horizon, stage: "champion" }))[0];
}

function versionOf(place: string, row: Row): Version {
  const { parent, registered_at: registeredAt, ...rest } = parsed(place, `version ${String(row.id)}`, versionRow, row);
  return { ...rest, parent: parent ?? undefined, registeredAt };
}

function parsed<T>(place: string, what: string, schema: z.ZodType<T>, row: Row): T {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  const { message, path } = result.error.issues[0]!;
  throw new RegistryError(`${place}: the ${what} is damaged: ${path.join(".")}: ${message}. Another program changed the registry. Restore a copy, or register the model again.`);
}
