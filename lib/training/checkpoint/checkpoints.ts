import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { TrainingError } from "../error.ts";
import { lockFolder } from "./folderLock.ts";
import { fromBytes, toBytes, type Saved } from "./tensorFile.ts";

export type CheckpointOptions = {
  /** A folder for this fit alone. It is made if need be. */
  readonly folder: string;
  /** Epochs between two checkpoints. The last epoch is always written. Default 1. */
  readonly everyEpochs?: number;
  /** Steps between two checkpoints within an epoch. Default: none within an epoch. */
  readonly everySteps?: number;
};

/** The checkpoints of one fit, the last two of them kept. */
export type Checkpoints = {
  isEmpty(): boolean;
  /** The newest that is whole. A damaged one is set aside and warned of; damage in all of them is refused. */
  newest(): Saved | undefined;
  write(epoch: number, step: number, saved: Saved): void;
  /** Gives the folder back. */
  release(): void;
};

const NAME = /^epoch-\d{6}-step-\d{9}\.safetensors$/;
const KEPT = 2;

export function openCheckpoints(folder: string, onWarning: (text: string) => void): Checkpoints {
  worded(folder, () => makeFolder(folder));
  const release = worded(folder, () => lockFolder(folder));
  const names = () => readdirSync(folder).filter((name) => NAME.test(name)).sort().reverse();
  // A process that was killed while it wrote leaves a draft behind.
  for (const name of readdirSync(folder)) if (name.includes(".safetensors.draft-")) rmSync(join(folder, name));
  return {
    isEmpty: () => names().length === 0,
    newest: () => {
      const damage: string[] = [];
      for (const name of names()) {
        const path = join(folder, name);
        try {
          const saved = fromBytes(readFileSync(path));
          if (damage.length > 0) onWarning(`fit: ${damage.join("; ")}. Going on from ${path}, the one before.`);
          return saved;
        } catch (error) {
          damage.push(`the checkpoint ${path} is damaged (${error instanceof Error ? error.message : String(error)})`);
          renameSync(path, `${path}.damaged`);
        }
      }
      if (damage.length > 0) throw new TrainingError(`fit: ${damage.join("; ")}, and there is no other. Fit again from the beginning, without resume or in another folder.`);
      return undefined;
    },
    write: (epoch, step, saved) => {
      const name = `epoch-${String(epoch).padStart(6, "0")}-step-${String(step).padStart(9, "0")}.safetensors`;
      worded(folder, () => writeWhole(join(folder, name), toBytes(saved)), names()[0]);
      for (const old of names().slice(KEPT)) rmSync(join(folder, old));
    },
    release,
  };
}

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];
const FORBIDDEN = ["EACCES", "EPERM", "EROFS"];

/** Writes, and says what is wrong with the folder where that fails. Nothing that was there is lost: a checkpoint is written whole or not at all. */
function worded<Result>(folder: string, write: () => Result, newest?: string): Result {
  try {
    return write();
  } catch (error) {
    if (error instanceof TrainingError || !(error instanceof Error)) throw error;
    const code = "code" in error ? String(error.code) : "";
    const remedy = FULL.includes(code) ? "its disk is full. Make room" : FORBIDDEN.includes(code) ? "this user may not write there. Allow it" : `${error.message}. Mend that`;
    const kept = newest ? `, then go on from ${newest} with resume: true` : ", then fit again";
    throw new TrainingError(`fit: no checkpoint could be written to ${folder}: ${remedy} or give another folder${kept}.`, { cause: error });
  }
}
