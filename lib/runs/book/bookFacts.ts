import { existsSync } from "node:fs";
import path from "node:path";
import { readRecord } from "../record/record.ts";

/** What a reader of the book may ask about its run, as names and texts; none where the notebooks were run by hand. */
export function bookFacts(runFolder: string): readonly (readonly [string, string])[] {
  if (!existsSync(path.join(runFolder, "run.json"))) return [];
  const { id, status, started, notebooks, machine, code, data, engine, parameters, results } = readRecord(runFolder);
  const seconds = notebooks.reduce((sum, notebook) => sum + notebook.seconds, 0);
  return [
    ["Run", id],
    ["Status", status],
    ["Started", `${started.slice(0, 16).replace("T", " ")} UTC`],
    ["Notebooks", `${notebooks.length} in ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`],
    ["Parameters given", textOf(parameters) || "none"],
    ["Machine", `${machine.processor}, ${machine.cores} cores, ${machine.memory} GiB, ${machine.system}`],
    ["Node", machine.node],
    ...(engine === undefined ? [] : [["Engine", textOf(engine)] as const]),
    ["Code", `${code.commit?.slice(0, 12) ?? "not under git"}${code.dirty === true ? ", with changes" : ""}`],
    ["Data", `${data.files.length} files, digest ${data.digest.slice(0, 12)}`],
    ...(results === undefined ? [] : [["Results", `digest ${results.slice(0, 12)}`] as const]),
  ];
}

function textOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values).map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`).join(", ");
}
