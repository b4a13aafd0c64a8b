import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { isAlive } from "../../market/files/processes.ts";
import { projectFolder } from "../../runs/folders.ts";

/** Where processes that work jobs keep what they work on. */
export const WORK_FOLDER = path.join(projectFolder, "artifacts", "queue");

/** The folders of one attempt at a job. */
export type Workspace = { readonly inputs: string; readonly outputs: string; readonly checkpoint: string; remove(): void };

/** A folder for the jobs of this process. What processes that were killed left behind is removed. */
export function workFolder(parent: string = WORK_FOLDER): { space(id: string): Workspace; readonly blobs: string; remove(): void } {
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const [, pid] = /^process-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const folder = path.join(parent, `process-${process.pid}-${Math.trunc(performance.timeOrigin + performance.now())}`);
  let attempts = 0;
  return {
    blobs: path.join(folder, "blobs"),
    space: (id) => {
      // A worker that lost a job can have it again before its first attempt has come to a stop, which would take the folder away.
      const own = path.join(folder, `${id}~${++attempts}`);
      const [inputs, outputs, checkpoint] = ["inputs", "outputs", "checkpoint"].map((name) => path.join(own, name));
      for (const name of [inputs!, outputs!, checkpoint!]) mkdirSync(name, { recursive: true });
      return { inputs: inputs!, outputs: outputs!, checkpoint: checkpoint!, remove: () => rmSync(own, { recursive: true, force: true, maxRetries: 3 }) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
