import type { Round, TrainRequest } from "./types.ts";

type Losses = { /** Of the training rows; measured only where someone listens. */ train(): number; /** Undefined without validation rows. */ validation(): number | undefined };

/** Runs rounds until they are all done, the validation loss stays behind its best for `patience` rounds, or nothing can be learnt any more. */
export async function boost(
  { onRound, patience = Infinity, rounds, signal }: Pick<TrainRequest, "rounds" | "patience" | "signal" | "onRound">,
  /** Resolves to true when no tree could be grown. */
  update: (round: number) => Promise<boolean>,
  losses: Losses,
): Promise<{ readonly rounds: number; readonly bestRound: number; readonly validationLoss?: number | undefined }> {
  const began = performance.now();
  let best = Infinity;
  let bestRound = 0;
  let round = 0;
  while (round < rounds) {
    signal?.throwIfAborted();
    const isFinished = await update(round++);
    signal?.throwIfAborted();
    const validationLoss = losses.validation();
    if (validationLoss === undefined || validationLoss < best) {
      best = validationLoss ?? best;
      bestRound = round;
    }
    onRound?.({ round, rounds, loss: losses.train(), ...(validationLoss === undefined ? {} : { validationLoss }), bestRound, seconds: (performance.now() - began) / 1000 } satisfies Round);
    if (isFinished || round - bestRound >= patience) break;
  }
  return { rounds: round, bestRound: Math.max(1, bestRound), ...(best < Infinity ? { validationLoss: best } : {}) };
}
