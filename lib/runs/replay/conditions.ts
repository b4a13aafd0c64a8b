import type { RunRecord } from "../record/record.ts";
import { digestOfStage, readStages } from "./stageFile.ts";

/** Something around a run that is not as it was then: it may explain a difference. */
export type ConditionFinding = { readonly code: "data" | "code" | "packages" | "machine" | "engine" | "record"; readonly where: string; readonly expected: string; readonly got: string };

/** How the embedded data, the code, the packages, the machine and the engine of a repetition differ from those of the run. */
export function conditionFindings(expected: RunRecord, got: RunRecord): readonly ConditionFinding[] {
  const findings: ConditionFinding[] = [...dataFindings(expected, got)];
  const differ = (code: ConditionFinding["code"], where: string, theirs: unknown, ours: unknown) => {
    if (theirs !== ours) findings.push({ code, where, expected: String(theirs ?? "none"), got: String(ours ?? "none") });
  };
  differ("code", "commit", commitText(expected.code), commitText(got.code));
  if (expected.code.commit === got.code.commit && expected.code.dirty === true) findings.push({ code: "code", where: "changes that were not committed", expected: "those of then", got: "those of now, which may be others" });
  differ("packages", "package-lock.json", expected.code.packageLock?.slice(0, 12), got.code.packageLock?.slice(0, 12));
  for (const fact of ["system", "processor", "cores", "node"] as const) differ("machine", fact, expected.machine[fact], got.machine[fact]);
  for (const fact of ["kind", "version"]) if (expected.engine !== undefined && got.engine !== undefined) differ("engine", fact, expected.engine[fact], got.engine[fact]);
  return findings;
}

/** What a reader has to know before a run of another commit is repeated; nothing where the code is of the same one. */
export function otherCode({ code: then }: Pick<RunRecord, "code">, now: RunRecord["code"]): readonly string[] {
  if (then.commit === null || then.commit === now.commit) return [];
  return [`It was made by the code of commit ${commitText(then)}; here is ${now.commit === null ? "code of no commit" : commitText(now)}, which may come to other numbers. git switch --detach ${then.commit.slice(0, 12)} brings the code of then.`];
}

function commitText({ commit, dirty }: RunRecord["code"]): string {
  return commit === null ? "unknown" : `${commit.slice(0, 12)}${dirty ? ", with changes that were not committed" : ""}`;
}

/** Stages of a run whose file is no longer what `run.json` says of it. */
export function changedStages(runFolder: string, { stages: recorded = {} }: RunRecord): readonly ConditionFinding[] {
  const found = new Map<string, string>(readStages(runFolder).flatMap(({ notebook, stages }) => stages.map((one) => [`${one.stage} of ${notebook}`, digestOfStage(one).slice(0, 12)] as const)));
  return Object.entries(recorded).flatMap(([notebook, stages]) => Object.entries(stages).flatMap(([stage, digest]): ConditionFinding[] => {
    const where = `${stage} of ${notebook}`;
    const got = found.get(where) ?? "none";
    return digest.slice(0, 12) === got ? [] : [{ code: "record", where, expected: digest.slice(0, 12), got }];
  }));
}

/** What set-up notes of the data: times of this machine. */
const SET_UP = /(^|\/)\.marketbook\//;

function dataFindings({ data: expected }: RunRecord, { data: got }: RunRecord): readonly ConditionFinding[] {
  if (expected.digest === got.digest) return [];
  const [theirs, ours] = [expected, got].map(({ files }) => new Map(files.map(({ file, sha256 }) => [file, sha256.slice(0, 12)])));
  const names = [...new Set([...(theirs?.keys() ?? []), ...(ours?.keys() ?? [])])].sort();
  return names.filter((name) => !SET_UP.test(name) && theirs?.get(name) !== ours?.get(name)).map((file) => ({ code: "data", where: file, expected: theirs?.get(file) ?? "none", got: ours?.get(file) ?? "none" }));
}
