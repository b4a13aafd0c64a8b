import { existsSync } from "node:fs";
import path from "node:path";
import { nearest } from "../../market/nearest.ts";
import { RunError } from "../../runs/error.ts";
import { projectFolder } from "../../runs/folders.ts";
import { planParameters, walkNotebooks } from "../../runs/walk/walkPlan.ts";
import type { Work } from "./schedule.ts";

/** Commands that make no sense of a schedule: they wait for a person, or are the service itself. */
const NOT_HERE = ["schedule", "lab", "worker"];

type Said = { readonly place: readonly string[]; readonly text: string };

/** What cannot be run: a notebook that is not there, a parameter that it has not or of another type, a command that there is not. */
export function checkWork({ command, notebook, parameters = {}, start }: Work, commands: readonly string[] | undefined): readonly Said[] {
  if (command !== undefined) {
    const word = command[0]!;
    if (NOT_HERE.includes(word)) return [{ place: ["command"], text: `${word} cannot be run by a schedule` }];
    if (commands === undefined || commands.includes(word)) return [];
    const near = nearest(word, commands);
    return [{ place: ["command"], text: `there is no command "${word}".${near === undefined ? "" : ` Did you mean ${near}?`} Commands: ${commands.join(", ")}` }];
  }
  const file = notebook && path.resolve(projectFolder, notebook);
  if (file !== undefined && !existsSync(file)) return [{ place: ["notebook"], text: `${notebook} does not exist; write the path as seen from the project` }];
  const files = orSaid(["start"], () => (file === undefined ? walkNotebooks(start?.only) : [file]));
  if ("said" in files) return files.said;
  return Object.entries(parameters).flatMap(([name, value]) => {
    const planned = orSaid(["parameters", name], () => planParameters(files.value, new Map([[name, String(value)]])));
    return "said" in planned ? planned.said : [];
  });
}

function orSaid<T>(place: readonly string[], work: () => T): { readonly value: T } | { readonly said: readonly Said[] } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { said: [{ place, text: error.message }] };
  }
}
