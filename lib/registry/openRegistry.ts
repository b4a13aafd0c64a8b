import { join } from "node:path";
import { MarketError } from "../market/error.ts";
import type { Database, Session } from "../market/store/database.ts";
import { DEFAULT_FOLDER } from "../market/store/openStore.ts";
import { openPostgres } from "../market/store/postgres.ts";
import { openSqlite } from "../market/store/sqlite.ts";
import { RegistryError } from "./error.ts";
import { promote, retire, type Promotion } from "./promote.ts";
import type { PromotionOptions } from "./promotionRule.ts";
import { register } from "./register.ts";
import { championOf, demandVersionRow, selectHistory, selectVersions } from "./rows.ts";
import { demandVersion, prepareRegistry, REGISTRY } from "./schema.ts";
import { verify, wholeFolder, type RegistryFinding } from "./verify.ts";
import type { Foretells, Registration, StageChange, Version, VersionQuery } from "./version.ts";

export type RegistryOptions = {
  /** Where the folders of models lie. Default: `models` in the registry's folder; data/models where the registry is a Postgres database. */
  readonly models?: string;
  /** How long a writer waits for another, in milliseconds. */
  readonly waitMillis?: number;
};

/** What was fitted, how it did, and which of it is in use. Times are UTC milliseconds and the caller's. */
export type ModelRegistry = {
  readonly place: string;
  readonly models: string;
  /** Copies a saved model under the registry's folder of models and lists it as a candidate. */
  register(registration: Registration): Promise<Version>;
  /** In the order of registration. */
  list(query?: VersionQuery): Promise<readonly Version[]>;
  /** One version, how it came to its stage, and the versions made from it. */
  show(id: number): Promise<{ readonly version: Version; readonly history: readonly StageChange[]; readonly children: readonly number[] }>;
  champion(foretells: Foretells): Promise<Version | undefined>;
  /** The folder of a version's model, after its files were compared with their hashes. */
  folderOf(id: number): Promise<string>;
  /** Makes a version the champion, if the rule allows it; the champion before it is retired in the same transaction. */
  promote(id: number, change: PromotionOptions & { readonly at: number; readonly reason?: string }): Promise<Promotion>;
  retire(id: number, change: { readonly at: number; readonly reason: string }): Promise<Version>;
  /** Compares all files with their hashes, of one version or of all; looks at the database and for folders that no version names as well where none is named. */
  verify(id?: number): Promise<readonly RegistryFinding[]>;
  close(): Promise<void>;
};

/**
 * Opens a registry, made where there is none: a folder, or the address of a Postgres database. It may be the place of a store of bars.
 * Without a place it is what the environment's DATABASE_URL says, else the folder data/store.
 */
export async function openRegistry(place: string = process.env.DATABASE_URL ?? DEFAULT_FOLDER, { models, waitMillis = 30_000 }: RegistryOptions = {}): Promise<ModelRegistry> {
  const isServer = /^postgres(ql)?:/.test(place);
  const database = await inWords(() => (isServer ? openPostgres(place, { waitMillis }, REGISTRY) : openSqlite(place, { waitMillis }, REGISTRY)));
  try {
    await inWords(() => prepareRegistry(database));
  } catch (error) {
    await database.close();
    throw error;
  }
  return registryOf(database, models ?? (isServer ? "data/models" : join(place, "models")));
}

function registryOf(database: Database, models: string): ModelRegistry {
  const { place } = database;
  const looking = <T>(work: (session: Session) => Promise<T>) => async (session: Session): Promise<T> => {
    await demandVersion(session, place);
    return work(session);
  };
  const read = <T>(work: (session: Session) => Promise<T>): Promise<T> => inWords(() => database.read(looking(work)));
  const write = <T>(work: (session: Session) => Promise<T>): Promise<T> => inWords(() => database.write(looking(work)));
  const whereabouts = { place, models };
  return {
    place,
    models,
    register: (registration) => register(write, whereabouts, registration),
    list: (query = {}) => read((session) => selectVersions(session, place, query)),
    show: (id) => read(async (session) => ({
      version: await demandVersionRow(session, place, id),
      history: await selectHistory(session, place, id),
      children: (await session.all("select id from versions where parent = ? order by id", id)).map((row) => Number(row.id)),
    })),
    champion: (foretells) => read((session) => championOf(session, place, foretells)),
    folderOf: async (id) => wholeFolder(models, await read((session) => demandVersionRow(session, place, id))),
    promote: (id, change) => promote(write, whereabouts, id, change),
    retire: (id, change) => retire(write, place, id, change),
    verify: async (id) => verify(models, await read((session) => (id === undefined ? selectVersions(session, place, {}) : demandVersionRow(session, place, id).then((version) => [version]))), id === undefined ? await database.damage() : undefined),
    close: database.close,
  };
}

/** What the database says, as an error of the registry. What the registry itself said within a transaction comes out of the database's words. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MarketError && error.cause instanceof RegistryError) throw error.cause;
    if (error instanceof MarketError) throw new RegistryError(error.message, { cause: error });
    throw error;
  }
}
