import { z } from "zod";
import type { QueueOptions } from "./queueOptions.ts";

/** Options that mean the same wherever a notebook is executed, with how many values each takes. */
const SENT: Readonly<Record<string, number>> = {
  "-p": 2, "--parameters": 2, "-r": 2, "--parameters_raw": 2, "-y": 1, "--parameters_yaml": 1, "-f": 1, "--parameters_file": 1, "-b": 1, "--parameters_base64": 1,
  "--retries": 1, "--time-limit": 1, "--memory-limit": 1,
};
/** Of what is printed here, and of the record: nothing for Python. */
const HERE = new Set(["--json", "--log-output", "--no-log-output", "--progress-bar", "--no-progress-bar", "--no-record", "--no-pool", "--queue", "--detach"]);

export type NotebookWords = QueueOptions & {
  /** Those that say what is executed. */
  readonly words: readonly string[];
  readonly isJson: boolean;
  readonly isLogged: boolean;
};

/** The words of `run --queue` taken apart; a word that concerns a run on this machine alone is refused by `refuse`. */
export function notebookWords(given: readonly string[], refuse: (message: string) => never): NotebookWords {
  const words: string[] = [];
  const flags = new Set<string>();
  let device: "cpu" | "gpu" | undefined;
  for (let k = 0; k < given.length; k++) {
    const word = given[k]!;
    const [name = "", attached] = word.startsWith("--") ? word.split("=", 2) : [word];
    const values = SENT[name];
    if (name === "--device") {
      const value = attached ?? given[++k];
      device = value === "cpu" || value === "gpu" ? value : refuse(`error: --device is cpu or gpu, got ${value ?? "nothing"}`);
    } else if (values !== undefined) {
      const own = attached === undefined ? values : 0;
      words.push(word, ...given.slice(k + 1, k + 1 + own));
      k += own;
    } else if (HERE.has(word)) flags.add(word);
    else if (word.startsWith("-")) refuse(`error: ${word} is for a run on this machine. --queue takes parameters (-p -r -y -f -b), --retries, --time-limit, --memory-limit, --json, --log-output, --no-record, --device and --detach`);
    else words.push(word);
  }
  return { words, isJson: flags.has("--json"), isLogged: flags.has("--log-output"), queue: true, ...(device && { device }), ...(flags.has("--detach") && { detach: true }) };
}

const cells = z.object({ cell: z.number(), cells: z.number() });

/** Whether a report of a job tells of a notebook's cells. */
export function isCells(progress: unknown): progress is z.infer<typeof cells> {
  return cells.safeParse(progress).success;
}
