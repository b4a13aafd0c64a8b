import { z } from "zod";
import { TreeError } from "../error.ts";
import { defaultThreads } from "../threads.ts";
import type { Trained, TrainingSet, TrainRequest } from "../types.ts";
import { bytesOfModel, catboostParts, type Link } from "./model.ts";
import { catboostProcess } from "./process.ts";

const answer = z.union([
  z.strictObject({ error: z.string() }),
  z.strictObject({ round: z.number(), loss: z.number(), validationLoss: z.number().nullable() }),
  z.strictObject({ model: catboostParts, rounds: z.number(), bestRound: z.number(), validationLoss: z.number().nullable() }),
]);
type Model = Extract<z.output<typeof answer>, { model: unknown }>;

/** Trains CatBoost in a process of Python: parameters are those of its manual; `link` says how its sums become forecasts. Prokhorenkova et al. 2018. */
export async function trainCatboost({ link, ...request }: TrainRequest & { readonly link: Link }): Promise<Trained> {
  request.signal?.throwIfAborted();
  const { model, validationLoss, ...progress } = await answered(request);
  return { ...progress, bytes: bytesOfModel({ ...model, link }), ...(validationLoss === null ? {} : { validationLoss }) };
}

/** A model without trees: the same sums for every row. */
export function catboostConstant(bias: readonly number[], link: Link): Uint8Array {
  return bytesOfModel({ scale: 1, bias: [...bias], trees: [], link });
}

/** Asks a process and waits for its model. A stop kills it; its death is an error. */
function answered(request: TrainRequest): Promise<Model> {
  const { onRound, rounds, signal, train, validation } = request;
  const worker = catboostProcess();
  const began = performance.now();
  let done = 0;
  let best = { loss: Infinity, round: 0 };
  return new Promise<Model>((resolve, reject) => {
    const fail = (error: unknown) => {
      worker.kill();
      reject(error);
    };
    const stop = () => fail(signal?.reason);
    const onAnswer = (header: unknown) => {
      const { data, error } = answer.safeParse(header);
      if (!data) return fail(new TreeError(`CatBoost's process has answered something that is no answer: ${error.issues[0]!.message}`));
      if ("round" in data) {
        done = data.round;
        const { loss, validationLoss } = data;
        if (validationLoss === null || validationLoss < best.loss) best = { loss: validationLoss ?? Infinity, round: done };
        return onRound?.({ round: done, rounds, loss, ...(validationLoss === null ? {} : { validationLoss }), bestRound: best.round, seconds: (performance.now() - began) / 1000 });
      }
      signal?.removeEventListener("abort", stop);
      worker.rest();
      if ("error" in data) reject(new TreeError(`CatBoost: ${data.error.split("\n")[0]!.replace(/^\S+\.(cpp|h):\d+:\s*/, "").slice(0, 300)}`));
      else resolve(data);
    };
    const onEnd = (how: string) => {
      signal?.removeEventListener("abort", stop);
      reject(new TreeError(death(how, done, rounds)));
    };
    signal?.addEventListener("abort", stop, { once: true });
    worker.ask(questionOf(request), [train, validation].flatMap((set) => (set ? numbersOf(set) : [])), { onAnswer, onEnd });
  });
}

function questionOf({ onRound, parameters, patience, rounds, threads = defaultThreads(), train, validation }: TrainRequest) {
  const shape = (set: TrainingSet) => ({ rows: set.rows, width: set.width, counts: numbersOf(set).map(({ length }) => length) });
  return {
    parameters: { iterations: rounds, thread_count: threads, ...parameters },
    train: shape(train), validation: validation ? shape(validation) : null,
    patience: patience === undefined || patience === Infinity ? null : patience, report: onRound !== undefined,
  };
}

const numbersOf = ({ labels, values, weights }: TrainingSet): readonly Float32Array[] => (weights ? [values, labels, weights] : [values, labels]);

function death(how: string, done: number, rounds: number): string {
  const remedy = how.includes("SIGKILL") ? "The system does so where memory is short: read fewer columns or steps, or fit fewer models at a time." : "Fit again; `npm run doctor` says whether CatBoost is whole.";
  return `CatBoost's process ${how.replace(/\.$/, "")}${done > 0 ? `, after ${done} of ${rounds} rounds` : ""}. ${remedy}`;
}
