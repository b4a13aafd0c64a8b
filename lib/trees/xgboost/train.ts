import { boost } from "../boost.ts";
import { owned, type Handle } from "../handle.ts";
import { koffi, made } from "../native.ts";
import { defaultThreads } from "../threads.ts";
import type { Parameters, TrainRequest, Trained } from "../types.ts";
import { xgboostLibrary } from "./library.ts";
import { labelledData } from "./matrix.ts";

/**
 * Trains XGBoost: parameters are those of its manual. The model is in its UBJSON format. Chen & Guestrin 2016.
 * Its random numbers belong to the thread that runs a round, so they begin anew from seed and round: the same on whatever thread.
 */
export async function trainXgboost({ parameters, threads = defaultThreads(), train, validation, ...request }: TrainRequest): Promise<Trained> {
  const { callAsync, update } = xgboostLibrary();
  const held: Handle[] = [];
  const hold = (handle: Handle) => (held.push(handle), handle);
  try {
    const data = hold(labelledData(train, threads));
    const unseen = validation && hold(labelledData(validation, threads));
    const booster = hold(newBooster([data, ...(unseen ? [unseen] : [])], { seed_per_iteration: true, ...parameters, nthread: threads }));
    const progress = await boost(request, async (round) => {
      await callAsync(update, booster.pointer, round, data.pointer);
      return false;
    }, {
      train: () => loss(booster, data),
      validation: () => unseen && loss(booster, unseen),
    });
    return { ...progress, bytes: bytesOf(progress.bestRound < progress.rounds ? hold(cut(booster, progress.bestRound)) : booster) };
  } finally {
    for (const handle of held) handle.free();
  }
}

/** A booster with parameters, empty. */
export function newBooster(data: readonly Handle[], parameters: Parameters): Handle {
  const { call, createBooster, freeBooster, setParameter } = xgboostLibrary();
  const out: [bigint | null] = [null];
  call(createBooster, data.map(({ pointer }) => pointer), data.length, out);
  const booster = owned("booster of XGBoost", made(out), (pointer) => freeBooster(pointer));
  try {
    for (const [name, value] of Object.entries({ verbosity: 0, ...parameters })) call(setParameter, booster.pointer, name, String(value));
    return booster;
  } catch (error) {
    booster.free();
    throw error;
  }
}

function cut(booster: Handle, rounds: number): Handle {
  const { call, freeBooster, slice } = xgboostLibrary();
  const out: [bigint | null] = [null];
  call(slice, booster.pointer, 0, rounds, 1, out);
  return owned("booster of XGBoost", made(out), (pointer) => freeBooster(pointer));
}

/** The objective's own metric: the library answers "[0]\tset-rmse:0.5". */
function loss(booster: Handle, data: Handle): number {
  const { call, evaluate } = xgboostLibrary();
  const out: [string | null] = [null];
  call(evaluate, booster.pointer, 0, [data.pointer], ["set"], 1, out);
  return Number(made(out).split(":").at(-1));
}

function bytesOf(booster: Handle): Uint8Array {
  const { call, save } = xgboostLibrary();
  const length: [number | null] = [null];
  const out: [bigint | null] = [null];
  call(save, booster.pointer, '{"format":"ubj"}', length, out);
  return new Uint8Array(koffi().view(made(out), made(length))).slice();
}
