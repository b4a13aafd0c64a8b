import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { digestFile, sha256 } from "./digest.ts";
import { projectFolder } from "./folders.ts";

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
  const commit = git(folder, ["rev-parse", "HEAD"]);
  const changes = git(folder, ["status", "--porcelain"]);
  return { commit, dirty: changes === null ? null : changes !== "", packageLock: existsSync(lock) ? digestFile(lock) : null };
}

export type DataFile = { readonly file: string; readonly bytes: number; readonly sha256: string };

/** The embedded data of a run: every file below the folder with its digest, and one digest of them all. */
export function describeData(folder: string = path.join(projectFolder, "data", "embedded")): { digest: string; files: DataFile[] } {
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const files = found
    .map((name) => ({ name: name.split(path.sep).join("/"), at: path.join(folder, name) }))
    .filter(({ at }) => statSync(at).isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, at }) => ({ file: name, bytes: statSync(at).size, sha256: digestFile(at) }));
  return { digest: sha256(files.map((entry) => `${entry.sha256}  ${entry.file}\n`).join("")), files };
}

function git(folder: string, args: readonly string[]): string | null {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
