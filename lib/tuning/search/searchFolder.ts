import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { removeDrafts, writeWhole } from "../../market/files/writeWhole.ts";
import { TuningError } from "../error.ts";
import type { Search } from "./search.ts";
import { searchIdentity, trialRecord, type SearchIdentity, type TrialRecord } from "./trialRecord.ts";

const SEARCH = "search.json";
const TRIAL = /^trial-(\d{6})\.json$/;

/** Where a search is kept: what it is, and one file a trial, each written whole. */
export type SearchFolder = {
  /** The trials that are there, by number. */
  readonly kept: ReadonlyMap<number, TrialRecord>;
  keep(record: TrialRecord): void;
};

/** Opens a folder for a new search, or for one that goes on. A folder with another search is refused. */
export function openSearch(folder: string, identity: SearchIdentity, resume: boolean): SearchFolder {
  const file = path.join(folder, SEARCH);
  if (existsSync(file)) {
    if (!resume) throw new TuningError(`${folder} holds a search already; go on with it (resume) or give another folder`);
    const plain: unknown = JSON.parse(JSON.stringify(identity));
    const wanted = searchIdentity.parse(plain);
    const there = readWhole(file, searchIdentity);
    for (const [name, value] of Object.entries(there)) {
      const other: unknown = Object.entries(wanted).find(([key]) => key === name)?.[1];
      if (!isDeepStrictEqual(value, other)) throw new TuningError(`${folder} holds another search: its ${name} is ${JSON.stringify(value)}, asked was ${JSON.stringify(other)}. Ask for the same, or give another folder.`);
    }
    removeDrafts(folder);
  } else {
    writing(folder, () => {
      makeFolder(folder);
      writeWhole(file, `${JSON.stringify(identity, null, 2)}\n`);
    });
  }
  return { kept: readTrials(folder), keep: (record) => writing(folder, () => writeWhole(path.join(folder, nameOf(record.number)), `${JSON.stringify(record)}\n`)) };
}

/** The search of a folder, ended or not, as far as it came. */
export function readSearch(folder: string): Search {
  const file = path.join(folder, SEARCH);
  if (!existsSync(file)) throw new TuningError(`${folder} holds no search; there is no ${SEARCH} in it`);
  return { space: readWhole(file, searchIdentity).space, trials: [...readTrials(folder).values()] };
}

/** The trials of a folder, by number. A damaged file is named. */
function readTrials(folder: string): ReadonlyMap<number, TrialRecord> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => TRIAL.test(name)).sort() : [];
  return new Map(names.map((name) => [Number(TRIAL.exec(name)![1]), readWhole(path.join(folder, name), trialRecord)]));
}

function nameOf(number: number): string {
  return `trial-${String(number).padStart(6, "0")}.json`;
}

function readWhole<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new TuningError(`${file} is damaged. Delete it: the trial is run again when the search goes on; of search.json, begin in another folder.`, { cause: error });
  }
}

/** Writes; an error of the disk names the folder. */
export function writing<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TuningError(`the search cannot be kept in ${folder}: ${reason}. What was kept is whole; free some space or mend the folder, then go on with the search (resume).`, { cause: error });
  }
}
