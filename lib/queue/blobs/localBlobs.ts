import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { QueueError } from "../error.ts";
import type { Blobs } from "./blobs.ts";
import { digestOf, piecesOf, writeChecked } from "./digestedFile.ts";

/** Content in a folder of this machine, each under its digest. */
export function localBlobs(folder: string): Blobs {
  return {
    put: async (file) => {
      const found = digestOf(file);
      mkdirSync(folder, { recursive: true });
      const place = path.join(folder, found.digest);
      if (existsSync(place)) return found;
      const draft = `${place}.draft-${process.pid}`;
      copyFileSync(file, draft);
      renameSync(draft, place);
      return found;
    },
    get: async (wanted, file) => {
      const place = path.join(folder, wanted.digest);
      if (!existsSync(place)) throw new QueueError(`${wanted.name} is no longer there: the queue of this process was closed`, "blob");
      await writeChecked(wanted, file, piecesOf(place));
    },
  };
}
