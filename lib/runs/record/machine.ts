import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { digestFile } from "./digest.ts";
import { projectFolder } from "../folders.ts";

/** What a number depends on and a reader may know: no host, no user, no folder of the machine. */
export type Machine = {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  /** Memory in GiB. */
  readonly memory: number;
  readonly node: string;
};

export function describeMachine(): Machine {
  return {
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: os.cpus()[0]?.model.trim() ?? "unknown",
    cores: os.availableParallelism(),
    memory: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
  };
}

export type Code = { readonly commit: string | null; readonly dirty: boolean | null; readonly packageLock: string | null };

/** Which code runs: git's commit, whether files differ from it, and the digest of the lock file; null where there is no git. */
export function describeCode(folder: string = projectFolder): Code {
  const lock = path.join(folder, "package-lock.json");
  const said = git(folder, ["status", "--porcelain=v2", "--branch"]);
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(said ?? "")?.[1] ?? null;
  const dirty = said === null ? null : said.split("\n").some((line) => line !== "" && !line.startsWith("#"));
  return { commit, dirty, packageLock: existsSync(lock) ? digestFile(lock) : null };
}

function git(folder: string, args: readonly string[]): string | null {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
