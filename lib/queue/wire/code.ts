import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectFolder } from "../../runs/folders.ts";
import { describeCode } from "../../runs/record/machine.ts";

export const codeState = z.strictObject({ commit: z.string().max(100).nullable(), changes: z.string().max(100).nullable(), packageLock: z.string().max(100).nullable() });

/** Which code runs: git's commit, SHA-256 of what differs from it (null where nothing does), SHA-256 of the lock file. */
export type CodeState = z.infer<typeof codeState>;

/** The code of a folder as it is now. */
export function codeOf(folder: string = projectFolder): CodeState {
  const { commit, dirty, packageLock } = describeCode(folder);
  return { commit, packageLock, changes: dirty === true ? changesOf(folder) : null };
}

/** SHA-256 over the changes of known files and the content of new ones. */
function changesOf(folder: string): string {
  const git = (...words: string[]) => execFileSync("git", words, { cwd: folder, maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });
  const hash = createHash("sha256").update(git("diff", "--binary", "--no-ext-diff", "HEAD"));
  const added = git("ls-files", "--others", "--exclude-standard", "-z").toString().split("\0").filter((name) => name !== "").sort();
  for (const name of added) {
    const file = path.join(folder, name);
    hash.update(`\0${name}\0`);
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Why a worker with this code does not take a job of that code, with both printed; undefined where they are the same. */
export function otherCode(job: CodeState, own: CodeState): string | undefined {
  const differs = (["commit", "changes", "packageLock"] as const).filter((part) => job[part] !== own[part]);
  if (differs.length === 0) return undefined;
  const remedy = differs.includes("commit") ? "Bring both to the same commit" : differs.includes("changes") ? "Commit the changes and bring both to that commit" : "Run npm ci of the same package-lock.json on both";
  return `the job wants other code than this worker runs. Job: ${codeText(job)}. Worker: ${codeText(own)}. ${remedy}, start the worker again, then submit again.`;
}

/** A state of the code as people read it. */
export function codeText({ changes, commit, packageLock }: CodeState): string {
  return `commit ${commit?.slice(0, 12) ?? "none"}, ${changes === null ? "no changes" : `changes ${changes.slice(0, 12)}`}, lock file ${packageLock?.slice(0, 12) ?? "none"}`;
}
