import { MarketError } from "../error.ts";

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, unknown>>;

/** SQL inside one transaction. Values stand where the text has question marks. */
export type Session = {
  readonly all: (sql: string, ...values: readonly Value[]) => Promise<readonly Row[]>;
  readonly run: (sql: string, ...values: readonly Value[]) => Promise<void>;
};

/** Words in which databases differ. */
export type Dialect = {
  /** A key that counts up by itself. */
  readonly identity: string;
  readonly bytes: string;
  /** What is to be said once of the made tables. */
  readonly finish: readonly string[];
  /** The query for the names of all tables. */
  readonly tables: string;
};

/** A database with the two transactions that a store needs. What fails inside is taken back whole. */
export type Database = {
  /** Path or address, without password. */
  readonly place: string;
  readonly dialect: Dialect;
  /** False where this user can read it alone. */
  readonly mayWrite: boolean;
  /** Several queries that see the same moment, whatever is written meanwhile. */
  readonly read: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** The one writer; others wait. What it wrote is on the disk when this resolves. */
  readonly write: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** What the database itself finds wrong with its files. */
  readonly damage: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export function numberOf(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value === "number") return value;
  throw strange(column, "a number", value);
}

export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value === "string") return value;
  throw strange(column, "a text", value);
}

/** Undefined for null. */
export function maybeText(row: Row | undefined, column: string): string | undefined {
  return row?.[column] === null ? undefined : textOf(row, column);
}

/** Undefined for null. */
export function maybeNumber(row: Row | undefined, column: string): number | undefined {
  return row?.[column] === null ? undefined : numberOf(row, column);
}

export function bytesOf(row: Row | undefined, column: string): Uint8Array {
  const value = row?.[column];
  if (value instanceof Uint8Array) return value;
  throw strange(column, "bytes", value);
}

/** Question marks for so many rows of values: (?, ?), (?, ?). */
export function places(rows: number, columns: number): string {
  return new Array<string>(rows).fill(`(${new Array<string>(columns).fill("?").join(", ")})`).join(", ");
}

/** Parts of at most so many items, as a statement holds a limited number of values. */
export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
}

function strange(column: string, expected: string, got: unknown): MarketError {
  return new MarketError(`The store's column ${column} must hold ${expected}, got ${got === undefined ? "nothing" : typeof got}. Another program changed the database, or it is damaged: \`npx marketbook data check --integrity\` looks at all of it.`, { reason: "store" });
}
