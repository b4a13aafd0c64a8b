import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Session } from "./database.ts";

/** SQL on an open database; statements are prepared once. */
export function sessionOf(database: DatabaseSync): Session {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    if (prepared.size < 200) prepared.set(sql, statement);
    return statement;
  };
  return {
    all: async (sql, ...values) => prepare(sql).all(...values),
    run: async (sql, ...values) => void prepare(sql).run(...values),
  };
}

/** What SQLite finds wrong with the structure of its file. */
export function integrity(database: DatabaseSync): readonly string[] {
  try {
    return database.prepare("pragma integrity_check(20)").all().map((row) => String(row.integrity_check)).filter((text) => text !== "ok");
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
