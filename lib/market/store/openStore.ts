import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { readAnswer, readAnswers, saveAnswers } from "./answers.ts";
import { cover, coveredBy } from "./coverage.ts";
import type { Database } from "./database.ts";
import type { MarketStore } from "./marketStore.ts";
import type { Origin } from "./origins.ts";
import { openPostgres } from "./postgres.ts";
import { readBars, readColumn, readOrigins } from "./readBars.ts";
import { rebuild } from "./rebuild.ts";
import { openRecords, saveRecords } from "./records.ts";
import { ofThisVersion, prepareSchema } from "./schema.ts";
import { demandSeries, ensureSeries, findSeries, listSeries, removeSeries } from "./series.ts";
import { openSqlite } from "./sqlite.ts";
import { verify } from "./verify.ts";
import { demandOrder, writeBars } from "./writeBars.ts";

export type StoreOptions = {
  readonly now?: () => number;
  /** How long a writer waits for another, in milliseconds. */
  readonly waitMillis?: number;
  /** The most 4,096-byte pages that the file of an embedded store may take. */
  readonly mostPages?: number;
  /** Hears when a store of an older version is made one of this version. Default: a line on the console. */
  readonly onNotice?: (text: string) => void;
};

export const DEFAULT_FOLDER = "data/store";

/**
 * Opens a store, made where there is none: a folder, or the address of a Postgres database, postgres://user@host/name.
 * Without a place it is what the environment's DATABASE_URL says, else the folder data/store.
 */
export async function openStore(place: string = process.env.DATABASE_URL ?? DEFAULT_FOLDER, { mostPages, now = Date.now, onNotice = (text) => console.warn(`marketbook: ${text}`), waitMillis = 30_000 }: StoreOptions = {}): Promise<MarketStore> {
  const database = /^postgres(ql)?:/.test(place) ? await openPostgres(place, { waitMillis }) : await openSqlite(place, { waitMillis, mostPages });
  try {
    await prepareSchema(database, onNotice);
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOf(ofThisVersion(database), now);
}

function storeOf(database: Database, now: () => number): MarketStore {
  const { place } = database;
  const save = (bars: Bars, origin: Origin, rest: Rest = {}): ReturnType<MarketStore["saveBars"]> => {
    demandOrder(bars);
    return database.write(async (session) => {
      const series = await ensureSeries(session, bars.symbol, bars.interval, now());
      if (rest.answers) await saveAnswers(session, rest.answers);
      const report = await writeBars(session, place, series, bars, origin, now());
      if (rest.actions) await saveRecords(session, "actions", origin.source, rest.actions, origin.receivedAt);
      if (rest.covers) await cover(session, series.id, origin.source, rest.covers);
      return report;
    });
  };
  return {
    place,
    saveBars: async (bars, { receivedAt = now(), source = "saved" } = {}) => {
      if (bars.closeTime.length === 0) throw new MarketError(`saveBars: ${bars.symbol} has no bars. Save bars oldest first, one a time.`);
      return save(bars, { source, provenance: bars.provenance, receivedAt, sha256: undefined });
    },
    savePage: async (source, page) => {
      const [answer] = page.answers;
      if (page.answers.length > 1) throw new MarketError(`savePage: a page of ${page.bars.symbol} from ${source} was read from ${page.answers.length} answers. A page has the bars of one, so that each bar leads to its bytes.`);
      return save(page.bars, { source, provenance: page.bars.provenance, receivedAt: answer?.receivedAt ?? now(), sha256: answer?.sha256 }, page);
    },
    openBars: (symbol, options = {}) => database.read((session) => readBars(session, place, symbol, options)),
    openColumn: (symbol, name, options = {}) => database.read((session) => readColumn(session, place, symbol, name, options)),
    origins: (symbol, options = {}) => database.read((session) => readOrigins(session, place, symbol, options)),
    listSeries: () => database.read(listSeries),
    covered: (source, symbol, interval) => database.read(async (session) => {
      const series = await findSeries(session, symbol, interval);
      return series === undefined ? [] : coveredBy(session, series.id, source);
    }),
    saveRecords: (kind, source, { answers, items }) => database.write(async (session) => {
      await saveAnswers(session, answers);
      return saveRecords(session, kind, source, items, answers.at(-1)?.receivedAt ?? now());
    }),
    openRecords: (kind, query = {}) => database.read((session) => openRecords(session, kind, query)),
    answers: (query = {}) => readAnswers(database, query),
    answer: (sha256) => database.read((session) => readAnswer(session, place, sha256)),
    deleteSeries: (symbol, interval) => database.write(async (session) => removeSeries(session, await demandSeries(session, place, symbol, interval))),
    verify: ({ onProgress } = {}) => verify(database, onProgress),
    rebuild: (symbol, interval, options) => rebuild(database, symbol, interval, options),
    close: database.close,
  };
}

/** What a page brings beside its bars. */
type Rest = Partial<Pick<Parameters<MarketStore["savePage"]>[1], "answers" | "actions" | "covers">>;
