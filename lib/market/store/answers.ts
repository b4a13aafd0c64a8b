import { createHash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { ANSWER_KINDS, type Answer } from "../connection/answer.ts";
import { MarketError } from "../error.ts";
import { bytesOf, type Database, numberOf, type Row, type Session, textOf, type Value } from "./database.ts";
import type { MarketStore } from "./marketStore.ts";

export type AnswersQuery = NonNullable<Parameters<MarketStore["answers"]>[0]>;

const about = z.record(z.string(), z.string());
const kind = z.enum(ANSWER_KINDS);
const COLUMNS = "answers.id, answers.sha256, source, kind, about, url, received_at, data";

/** Keeps the bytes once, and each time they came. Kept bytes that are damaged are replaced when the same come again. */
export async function saveAnswers(session: Session, answers: readonly Answer[]): Promise<void> {
  for (const { body, receivedAt, sha256, source, ...answer } of answers) {
    if (sha256 !== hashOf(body)) throw new MarketError(`${source}: the bytes of the answer from ${answer.url} are not those of its hash ${sha256}. Hand the answer on as it came.`);
    const [known] = await session.all("select sha256, data from bodies where sha256 = ?", sha256);
    if (known === undefined || intactBody(known) === undefined) {
      await session.run("insert into bodies (sha256, size, data) values (?, ?, ?) on conflict (sha256) do update set size = excluded.size, data = excluded.data", sha256, body.length, zstdCompressSync(body));
    }
    await session.run(
      "insert into answers (sha256, source, kind, about, symbol, interval, url, received_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
      sha256, source, answer.kind, JSON.stringify(answer.about), answer.about.symbol ?? null, answer.about.interval ?? null, answer.url, receivedAt,
    );
  }
}

/** Answers in the order in which they were received. One whose bytes are not as they were saved is an error, or is handed to `onDamaged` and left out. */
export async function* readAnswers(database: Database, query: AnswersQuery, onDamaged?: (sha256: string) => void): AsyncGenerator<Answer> {
  const wanted = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const where = [...wanted.map(([column]) => `${column} = ?`), "(received_at > ? or (received_at = ? and answers.id > ?))"].join(" and ");
  const sql = `select ${COLUMNS} from answers join bodies on bodies.sha256 = answers.sha256 where ${where} order by received_at, answers.id limit 20`;
  for (let last: readonly [number, number] | undefined = [-Number.MAX_VALUE, 0]; last !== undefined; ) {
    const values: readonly Value[] = [...wanted.map(([, value]) => value), last[0], last[0], last[1]];
    const rows = await database.read((session) => session.all(sql, ...values));
    for (const row of rows) {
      if (onDamaged && intactBody(row) === undefined) onDamaged(textOf(row, "sha256"));
      else yield answerOf(database.place, row);
    }
    const end = rows.at(-1);
    last = end && [numberOf(end, "received_at"), numberOf(end, "id")];
  }
}

/** The first answer with these bytes; none is an error. */
export async function readAnswer(session: Session, place: string, sha256: string): Promise<Answer> {
  const [row] = await session.all(`select ${COLUMNS} from answers join bodies on bodies.sha256 = answers.sha256 where answers.sha256 = ? order by received_at, answers.id limit 1`, sha256);
  if (row) return answerOf(place, row);
  throw new MarketError(`${place} has no answer with the hash ${sha256}. \`origins\` gives the hashes of the answers that bars come from.`, { reason: "store" });
}

/** The bytes of a row of `bodies`; undefined if they are not those that were saved. */
export function intactBody(row: Row): Uint8Array | undefined {
  try {
    const body = zstdDecompressSync(bytesOf(row, "data"));
    return hashOf(body) === row.sha256 ? new Uint8Array(body.buffer, body.byteOffset, body.length) : undefined;
  } catch {
    return undefined;
  }
}

function answerOf(place: string, row: Row): Answer {
  const body = intactBody(row);
  const sha256 = textOf(row, "sha256");
  if (body === undefined) throw new MarketError(`${place}: the bytes of the answer ${sha256} are not as they were saved; the file is damaged. \`npx marketbook data check --integrity\` lists all damage.`, { reason: "store" });
  return { source: textOf(row, "source"), kind: kind.parse(row.kind), about: about.parse(JSON.parse(textOf(row, "about"))), url: textOf(row, "url"), receivedAt: numberOf(row, "received_at"), body, sha256 };
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
