import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { lockFolder } from "../../training/checkpoint/folderLock.ts";
import { TrainingError } from "../../training/error.ts";

/** Where the worker that takes a machine's GPU jobs says so. */
export const GPU_LOCK = path.join(os.tmpdir(), `marketbook-gpu-${os.userInfo().username}`);

/** Takes the GPU of this machine for one worker; undefined while another one that lives has it. out: gives it back */
export function takeGpu(folder: string = GPU_LOCK): (() => void) | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof TrainingError) return undefined;
    throw error;
  }
}
