import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { TreeError } from "../error.ts";
import { treesFolder } from "../native.ts";
import { defaultThreads } from "../threads.ts";
import type { Trained, TrainingSet, TrainRequest } from "../types.ts";
import { frame, frameReader } from "./frames.ts";
import { bytesOfModel, catboostParts, type Link } from "./model.ts";

const python = path.join(treesFolder, "../bin/python");
const packages = path.join(treesFolder, "python");
const standIns = path.resolve(treesFolder, "../../environment/stand-ins/python");
/** Lines of the process's complaints that an error quotes. */
const LAST_WORDS = 500;

const answer = z.union([
  z.strictObject({ error: z.string() }),
  z.strictObject({ round: z.number(), loss: z.number(), validationLoss: z.number().nullable() }),
  z.strictObject({ model: catboostParts, rounds: z.number(), bestRound: z.number(), validationLoss: z.number().nullable() }),
]);

/** Trains CatBoost in a process of Python: parameters are those of its manual; `link` says how its sums become forecasts. Prokhorenkova et al. 2018. */
export async function trainCatboost({ link, ...request }: TrainRequest & { readonly link: Link }): Promise<Trained> {
  request.signal?.throwIfAborted();
  if (!existsSync(path.join(packages, "catboost"))) throw new TreeError("CatBoost is not there. Run `node environment/run.mjs setup`; `npm run doctor` says more.");
  const { model, validationLoss, ...progress } = await answered(request);
  return { ...progress, bytes: bytesOfModel({ ...model, link }), ...(validationLoss === null ? {} : { validationLoss }) };
}

type Answer = Extract<z.output<typeof answer>, { model: unknown }>;

/** Asks a new process and waits for its model. A stop kills it; its death is an error. */
function answered({ onRound, parameters, patience, rounds, signal, threads = defaultThreads(), train, validation }: TrainRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ["-s", path.join(import.meta.dirname, "worker.py")], { env: { ...process.env, PYTHONPATH: [packages, standIns].join(path.delimiter), PYTHONDONTWRITEBYTECODE: "1" }, stdio: ["pipe", "pipe", "pipe"] });
    let words = "";
    let done = 0;
    let outcome: (() => void) | undefined;
    const settle = (end: () => void) => {
      outcome ??= end;
      child.kill("SIGKILL");
    };
    const stop = () => settle(() => reject(signal?.reason));
    signal?.addEventListener("abort", stop, { once: true });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (words = (words + text).slice(-LAST_WORDS)));
    let best = { loss: Infinity, round: 0 };
    const read = frameReader((header) => {
      const result = answer.safeParse(header);
      if (!result.success) return settle(() => reject(new TreeError(`CatBoost's process has answered something that is no answer: ${result.error.issues[0]!.message}`)));
      const given = result.data;
      if ("error" in given) return settle(() => reject(new TreeError(`CatBoost: ${given.error.split("\n")[0]!.replace(/^\S+\.(cpp|h):\d+:\s*/, "")}`)));
      if ("model" in given) return settle(() => resolve(given));
      done = given.round;
      const { validationLoss } = given;
      if (validationLoss === null || validationLoss < best.loss) best = { loss: validationLoss ?? Infinity, round: done };
      onRound?.({ round: done, rounds, loss: given.loss, ...(validationLoss === null ? {} : { validationLoss }), bestRound: best.round });
    });
    child.stdout.on("data", (piece: Uint8Array) => {
      try {
        read(piece);
      } catch (error) {
        settle(() => reject(error));
      }
    });
    // A process that is gone says so by its end.
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => (outcome ??= () => reject(new TreeError(`CatBoost's process does not start: ${error.message}. Run \`node environment/run.mjs setup\`.`))));
    child.once("close", (code, killedBy) => {
      signal?.removeEventListener("abort", stop);
      (outcome ?? (() => reject(new TreeError(death(code, killedBy, done, rounds, words)))))();
    });
    const shape = (set: TrainingSet) => ({ rows: set.rows, width: set.width, weighted: set.weights !== undefined });
    const all = { iterations: rounds, thread_count: threads, ...parameters };
    child.stdin.write(frame({ parameters: all, train: shape(train), validation: validation ? shape(validation) : null, patience: patience === undefined || patience === Infinity ? null : patience, report: onRound !== undefined }));
    for (const set of validation ? [train, validation] : [train]) for (const numbers of [set.values, set.labels, set.weights]) if (numbers) child.stdin.write(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  });
}

function death(code: number | null, signal: string | null, done: number, rounds: number, words: string): string {
  const where = done > 0 ? ` after ${done} of ${rounds} rounds` : "";
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
  const remedy = signal === "SIGKILL" ? "The system does so where memory is short: read fewer columns or steps, or fit fewer models at a time." : "Fit again; `npm run doctor` says whether CatBoost is whole.";
  return `CatBoost's process ${how}${where}. ${remedy}${words.trim() ? ` Its last words: ${words.trim()}` : ""}`;
}
