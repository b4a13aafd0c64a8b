import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { stillCopy } from "../work/checkpointKeeper.ts";

/** The checkpoints of jobs in a folder of this machine. At every moment a whole one is there, so that a kill while one is kept costs nothing. */
export function localCheckpoints(folder: string) {
  const place = (id: string): string => path.join(folder, id);
  const before = (id: string): string => `${place(id)}~before`; // no id of a job holds a ~
  return {
    /** Keeps the files of a folder as the checkpoint of a job. */
    keep: (id: string, files: string): void => {
      const draft = `${place(id)}~draft`;
      mkdirSync(folder, { recursive: true });
      stillCopy(files, draft);
      rmSync(before(id), { recursive: true, force: true });
      if (existsSync(place(id))) renameSync(place(id), before(id));
      renameSync(draft, place(id));
      rmSync(before(id), { recursive: true, force: true });
    },
    /** Brings the checkpoint of a job into a folder, where there is one. */
    restore: (id: string, into: string): void => {
      const kept = [place(id), before(id)].find((one) => existsSync(one));
      if (kept !== undefined) stillCopy(kept, into);
    },
    forget: (id: string): void => {
      for (const one of [place(id), before(id), `${place(id)}~draft`]) rmSync(one, { recursive: true, force: true });
    },
  };
}
