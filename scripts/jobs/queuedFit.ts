import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { ENSEMBLE_RESTORERS } from "../../lib/ensembles/index.ts";
import { loadOutOfFold, saveDataset } from "../../lib/evaluation/index.ts";
import { loadForecaster } from "../../lib/training/index.ts";
import type { FitOne } from "../models/fitBeside.ts";
import type { Queued } from "./queueOptions.ts";

const epochs = z.object({ epoch: z.number(), epochs: z.number() });

/** Fits through a queue: the model and its forecasts come back, the same to the last bit as those of a fit here. */
export function queuedFit({ device, handIn }: Queued): FitOne {
  return async ({ dataset, fold, onProgress, plan, seed, signal, spec }) => {
    const { trainWork } = await import("../../lib/queue/index.ts");
    const scratch = mkdtempSync(path.join(tmpdir(), "marketbook-train-"));
    try {
      const file = saveDataset(dataset, scratch);
      return await handIn.submit(trainWork, { dataset: dataset.digest, spec, plan, fold, seed, device }, async ({ fetchOutputs, value: { seconds } }) => {
        await fetchOutputs(scratch);
        const { card: _, scaler, ...fitted } = await loadForecaster(path.join(scratch, "model"), { restorers: ENSEMBLE_RESTORERS });
        if (scaler === undefined) throw new Error("the model came back without its scaler");
        const { values: _values, ...label } = dataset.label; // as a fit here tells it; a file fills in what was left out
        return { fitted, outOfFold: { ...loadOutOfFold(path.join(scratch, "outOfFold")), label }, scaler, seconds };
      }, {
        inputs: { [path.basename(file)]: file }, signal,
        onProgress: (progress) => {
          const told = epochs.safeParse(progress).data;
          if (told) onProgress?.(told);
        },
      });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  };
}
