import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { KEPT_DAYS } from "../redis/keys.ts";
import { jobId } from "../wire/jobData.ts";

/** Which job was handed in for what, until its result is fetched: a file each. Those older than a queue keeps jobs go when this is opened. */
export function handInNotes(folder: string) {
  const file = (key: string): string => path.join(folder, key);
  makeFolder(folder);
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of readdirSync(folder)) if ((statSync(file(name), { throwIfNoEntry: false })?.mtimeMs ?? oldest) < oldest) rmSync(file(name), { force: true });
  return {
    read: (key: string): string | undefined => (existsSync(file(key)) ? jobId.safeParse(readFileSync(file(key), "utf8")).data : undefined),
    write: (key: string, id: string): void => writeWhole(file(key), id),
    remove: (key: string): void => rmSync(file(key), { force: true }),
  };
}
