import { existsSync } from "node:fs";
import { evaluate, formatEvaluationFinding, type EvaluationProgress, type OutOfFold } from "../../lib/evaluation/index.ts";
import { Interrupted } from "../interruption.ts";
import { clock } from "../progress.ts";
import { paceOf } from "./pace.ts";
import { fitsOf, specsOf, type Part } from "./parts.ts";

export type FitOptions = {
  readonly seeds: number;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** After each seed, with all forecasts so far of each part. */
  readonly onSeed: (outOfFolds: readonly (readonly OutOfFold[])[], seed: number) => void;
};

/** Fits all models of all parts, seed after seed, a line when a model's folds have ended; folds that are kept already are not fitted again. */
export async function fitParts(parts: readonly Part[], { onSeed, say, seeds, signal, workers }: FitOptions): Promise<void> {
  const fits = fitsOf(parts, seeds);
  const open = fits.filter(({ file }) => !existsSync(file));
  if (open.length < fits.length) say(`${fits.length - open.length} of ${fits.length} folds are there already.`);
  const pace = paceOf(open.map(({ part, spec }) => `${part.task} ${spec.model}`), workers);
  const forecasts: (readonly OutOfFold[])[] = parts.map(() => []);
  const begun = performance.now();
  let done = fits.length - open.length;
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [k, part] of parts.entries()) {
      const specs = specsOf(part, seed);
      if (specs.length === 0) continue;
      const waiting = new Map(specs.map(({ model }) => [model, open.filter((fit) => fit.part === part && fit.seed === seed && fit.spec.model === model).length]));
      const spent = new Map<string, number>();
      const onProgress = ({ seconds, spec }: EvaluationProgress) => {
        if (seconds === undefined) return;
        done++;
        pace.ended(`${part.task} ${spec.model}`, seconds);
        spent.set(spec.model, (spent.get(spec.model) ?? 0) + seconds);
        const rest = (waiting.get(spec.model) ?? 0) - 1;
        waiting.set(spec.model, rest);
        const left = pace.left();
        if (rest === 0) say(`${String(done).padStart(String(fits.length).length)} of ${fits.length}  ${part.task} ${spec.model}, seed ${seed}: ${part.plan.folds.length} folds, ${spent.get(spec.model)!.toFixed(1)} s   elapsed ${clock(performance.now() - begun)}${left === undefined ? "" : `, about ${clock(left * 1000)} left`}`);
      };
      const found = await evaluate(part.dataset, part.plan, specs, { seeds: [seed], workers, folder: part.folder, resume: true, onFailure: "record", signal, onProgress }).catch((error: unknown) => {
        if (error instanceof Interrupted) throw new Interrupted(`${done} of ${fits.length} folds are kept; the same command goes on`);
        throw error;
      });
      for (const finding of found.flatMap(({ failed = [] }) => failed)) say(formatEvaluationFinding(finding));
      forecasts[k] = [...forecasts[k]!, ...found];
    }
    onSeed(forecasts, seed);
  }
}
