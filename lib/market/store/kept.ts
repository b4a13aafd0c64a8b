/** What a database holds, for its file, its schema and the words of its errors. */
export type Kept = {
  /** As messages call it. */
  readonly name: string;
  /** Name of the file in a folder. */
  readonly file: string;
  /** Schema of a Postgres database, so that it may be shared with others. */
  readonly schema: string;
  /** Number of the advisory lock that its one writer holds. */
  readonly lock: number;
  /** Tables of bytes that are packed already: a server would try to compress their `data` once more, which takes longer than all the rest. */
  readonly packed: readonly string[];
  /** What to do where the file is damaged. */
  readonly damaged: string;
  /** What to do where the file is none of ours. */
  readonly foreign: string;
};

/** The store of bars. */
export const STORE: Kept = {
  name: "store",
  file: "market.db",
  schema: "marketbook",
  lock: 6_027_453,
  packed: ["segments", "bodies"],
  damaged: "`npx marketbook data check --integrity` says what is left; restore a copy, or delete it and fetch anew.",
  foreign: "Name another folder, or delete the file and fetch anew.",
};
