import { TrainingError } from "../error.ts";

/** Where a fit stands when a learning rate is asked for. */
export type Moment = {
  /** Steps made since the first epoch began, 0 before the first. */
  readonly step: number;
  /** 1, 2, … */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Of each epoch before this one, oldest first. */
  readonly validationLoss: readonly number[];
};

/** A learning rate that follows from the moment alone: nothing is kept, so a resumed fit goes on with the same rates. */
export type Schedule = {
  /** Name with its settings: a checkpoint compares it. */
  readonly name: string;
  /** Whether the rate may change within an epoch. */
  readonly everyStep: boolean;
  readonly rate: (moment: Moment) => number;
};

/** How long a schedule takes: a number of steps or of epochs. */
export type Duration = { readonly steps: number } | { readonly epochs: number };

/** A duration in steps. */
export function stepsOf(duration: Duration, stepsPerEpoch: number): number {
  return "steps" in duration ? duration.steps : duration.epochs * stepsPerEpoch;
}

export function durationText(duration: Duration): string {
  return "steps" in duration ? `${duration.steps} steps` : `${duration.epochs} epochs`;
}

/** Refuses a setting of a schedule that is out of its range. */
export function checkSetting(schedule: string, name: string, value: number, lowest: number, highest = Infinity): void {
  const inside = value >= lowest && value <= highest;
  if (!inside) throw new TrainingError(`${schedule}: ${name} must be ${highest === Infinity ? `≥ ${lowest}` : `between ${lowest} and ${highest}`}, got ${value}`);
}

export function checkRate(schedule: string, name: string, rate: number): void {
  if (!(rate > 0 && rate < Infinity)) throw new TrainingError(`${schedule}: ${name} must be positive, got ${rate}`);
}
