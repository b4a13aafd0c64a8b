import type { FitProgress, StepProgress } from "../models/forecaster.ts";
import { clockText, progressBar } from "./progressBar.ts";

/** Give `events` to a fit (`fit(model, train, validation, { …, ...bar.events })`), and call `finish` after it. */
export type TrainingBar = {
  readonly events: { readonly onStep: (event: StepProgress) => void; readonly onProgress: (event: FitProgress) => void };
  /** Fills the bar. The line tells the epochs that ran, the best one, and the text. */
  finish(text?: string): void;
};

/** The bar of a fit. It moves within an epoch and tells epoch, step, losses, learning rate and time. Without a notebook: lines on stderr now and then. */
export function showTraining(label: string): TrainingBar {
  const bar = progressBar(label);
  let epoch: FitProgress | undefined;
  let losses: readonly number[] = [];
  return {
    events: {
      onStep: (event) => bar.draw(shareOf(event), () => trainingLine({ label, event, epoch, seconds: bar.seconds() })),
      onProgress: (event) => {
        epoch = event;
        losses = [...losses, event.validationLoss];
        bar.draw(shareOf(event), () => trainingLine({ label, event, epoch, seconds: bar.seconds() }));
      },
    },
    finish: (text = "") => bar.finish(() => finishedLine({ label, epoch, best: Math.min(...losses), seconds: bar.seconds(), text })),
  };
}

type Place = { readonly epoch: number; readonly epochs: number; readonly step: number; readonly steps: number };

function shareOf({ epoch, epochs, step, steps }: Place): number {
  return (epoch - 1 + step / Math.max(1, steps)) / Math.max(1, epochs);
}

type Line = { readonly label: string; readonly event: FitProgress | StepProgress; readonly epoch: FitProgress | undefined; readonly seconds: number };

/** "training · epoch 3/60 · step 40/128 · loss 0.01234 · validation 0.01402 (best: epoch 2) · rate 0.003 · 0:08, about 0:33 left". */
export function trainingLine({ label, event, epoch, seconds }: Line): string {
  const best = epoch === undefined ? [] : [`validation ${short(epoch.validationLoss)} (best: epoch ${epoch.bestEpoch})`];
  const time = Number.isFinite(event.eta) ? `${clockText(seconds)}, about ${clockText(event.eta)} left` : clockText(seconds);
  return [
    label, `epoch ${event.epoch}/${event.epochs}`, `step ${event.step}/${event.steps}`, `loss ${short(event.loss)}`, ...best, `rate ${short(event.learningRate, 2)}`, time,
  ].join(" · ");
}

function finishedLine({ label, epoch, best, seconds, text }: { label: string; epoch: FitProgress | undefined; best: number; seconds: number; text: string }): string {
  const ran = epoch === undefined ? [] : [`${epoch.epoch} of ${epoch.epochs} epochs`, `lowest validation loss ${short(best)} in epoch ${epoch.bestEpoch}`];
  return [label, ...ran, text, clockText(seconds)].filter((part) => part !== "").join(" · ");
}

/** Four significant digits, and no zeros behind them. */
function short(value: number, digits = 4): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : String(value);
}
