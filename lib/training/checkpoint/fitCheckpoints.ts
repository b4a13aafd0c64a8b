import { z } from "zod";
import { startEngine, tf, type LayersModel, type Optimizer, type Tensor } from "../../tensorflow/index.ts";
import type { BestWeights } from "../earlyStopping.ts";
import { TrainingError } from "../error.ts";
import { optimizerState, restoreOptimizer } from "../optimizerState.ts";
import type { Position } from "../position.ts";
import { trainableVariables } from "../trainableVariables.ts";
import { openCheckpoints, type CheckpointOptions } from "./checkpoints.ts";
import { refuseOther, type Fingerprint } from "./fingerprint.ts";
import type { Saved } from "./tensorFile.ts";

/** What a fit is made of while it runs. */
export type FitState = { readonly model: LayersModel; readonly optimizer: Optimizer; readonly best: BestWeights; readonly position: Position };

/** Writes and reads the state of one fit. */
export type FitCheckpoints = {
  /** Brings the state to that of the newest checkpoint. Leaves it alone where there is none. */
  resume(): Promise<void>;
  /** Refuses a folder that holds the checkpoints of an earlier fit: a new one would write over them. */
  begin(): void;
  /** Writes the state; the position must have counted all losses. Twice at one place is once. */
  save(): Promise<void>;
  /** Whether the number of steps or epochs is one to save at. */
  isDue(): boolean;
  /** Gives the folder back: until then no other fit may write there. */
  release(): void;
};

const numbers = z.array(z.number());
const stateShape = z.object({
  format: z.literal(1),
  fit: z.record(z.string(), z.string()),
  engine: z.string(),
  position: z.object({ epoch: z.number(), step: z.number(), windows: z.number(), lossSum: z.number(), normSum: z.number(), loss: numbers, validationLoss: numbers, learningRate: numbers, gradientNorm: numbers }),
});

export async function fitCheckpoints(options: CheckpointOptions, state: FitState, fit: Fingerprint, onWarning: (text: string) => void): Promise<FitCheckpoints> {
  const { everyEpochs = 1, everySteps = Infinity, folder } = options;
  for (const [name, value] of Object.entries({ everyEpochs, everySteps })) {
    if (!(value >= 1 && (Number.isInteger(value) || value === Infinity))) throw new TrainingError(`fit: checkpoint.${name} must be a whole number ≥ 1, got ${value}`);
  }
  const { best, model, optimizer, position } = state;
  const { kind, version } = await startEngine();
  const files = openCheckpoints(folder, onWarning);
  const engine = `${kind}, ${version}`;
  let written = "";
  const save = async () => {
    const place = placeOf(position);
    if (place === written) return;
    const slots = await optimizerState(optimizer, trainableVariables(model));
    const tensors = new Map<string, Tensor>([
      ...model.getWeights().map((tensor, k): [string, Tensor] => [`weight/${k}`, tensor]),
      ...best.weights.map((tensor, k): [string, Tensor] => [`best/${k}`, tensor]),
      ...slots.map(({ name, tensor }): [string, Tensor] => [`optimizer/${name}`, tensor]),
    ]);
    files.write(position.epoch, position.step, { state: { format: 1, fit, engine, position }, tensors });
    tf.dispose(slots.map(({ tensor }) => tensor));
    written = place;
  };
  const take = async ({ state: read, tensors }: Saved) => {
    const parsed = stateShape.safeParse(read);
    if (!parsed.success) throw new TrainingError(`fit: the checkpoint in ${folder} is not of the format this version reads: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}. Fit again in another folder.`);
    refuseOther(folder, parsed.data.fit, fit);
    if (parsed.data.engine !== engine) onWarning(`fit: the checkpoint in ${folder} was made with ${parsed.data.engine} and goes on with ${engine}: the last bits may differ.`);
    const group = (name: string) => [...tensors].filter(([key]) => key.startsWith(`${name}/`)).map(([key, tensor]) => ({ name: key.slice(name.length + 1), tensor }));
    model.setWeights(group("weight").map(({ tensor }) => tensor));
    Object.assign(position, parsed.data.position);
    best.resume(group("best").map(({ tensor }) => tensor), position.validationLoss);
    await restoreOptimizer(optimizer, trainableVariables(model), group("optimizer"));
    written = placeOf(position);
  };
  return {
    save,
    release: files.release,
    begin: () => {
      if (files.isEmpty()) return;
      throw new TrainingError(`fit: ${folder} holds the checkpoints of an earlier fit. Say resume: true to go on from them, delete them, or give another folder.`);
    },
    isDue: () => (position.step === 0 ? (position.epoch - 1) % everyEpochs === 0 : position.step % everySteps === 0),
    resume: async () => {
      const saved = files.newest();
      if (!saved) return;
      try {
        await take(saved);
      } finally {
        for (const tensor of saved.tensors.values()) tensor.dispose();
      }
    },
  };
}

function placeOf({ epoch, step }: Position): string {
  return `${epoch}/${step}`;
}
