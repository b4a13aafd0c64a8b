import type { Label } from "../labels/index.ts";
import { calendarSteps } from "./calendarSteps.ts";
import type { Span } from "./calendar.ts";
import { ValidationError } from "./error.ts";
import type { RowRange } from "./split.ts";

/** One step of a walk: what is fitted on, and the rows behind it that are judged. */
export type Fold = { readonly train: RowRange; readonly test: RowRange };

export type WalkOptions = {
  /** Rows to fit on, or a stretch of the calendar such as "3y". */
  readonly train: number | Span;
  /** Rows to judge before the next fit, or a stretch of the calendar: "1mo" refits with each month. Both are rows, or both of the calendar. */
  readonly test: number | Span;
  /** What is foretold. How far it looks ahead is how many rows are left out behind each training part. */
  readonly label: Pick<Label, "horizon">;
  /** Times of the rows, for the calendar. */
  readonly closeTime?: ArrayLike<number>;
  /** Each fold learns from all rows before it instead of the last `train`. Default false. */
  readonly expanding?: boolean;
  /** Rows left out behind each training part beside those of the label. Default 0: nothing behind a test is learnt from. */
  readonly embargo?: number;
};

/** Where a fold would begin to learn and to be judged, and its last-but-one row. */
export type Step = { readonly train: number; readonly test: number; readonly to: number };

/**
 * Folds that roll through time: a training part, then a test, then both move on by the test. By the calendar, tests are whole months, weeks, days or years, UTC.
 * The label's horizon is left out at the end of each training part, so that none of its labels is known only inside the test (purge, López de Prado 2018, §7.4.1).
 * Every row behind the first training part is tested once; the last test may be shorter.
 */
export function walkForward(rows: RowRange, options: WalkOptions): readonly Fold[] {
  const { closeTime, embargo = 0, expanding = false, label: { horizon }, test, train } = options;
  wholeNumber("the label's horizon", horizon, 1);
  wholeNumber("embargo", embargo, 0);
  const gap = horizon + embargo;
  const steps = typeof train === "number" && typeof test === "number" ? rowSteps(rows, train, test, gap) : calendarSteps(rows, train, test, closeTime);
  const folds = steps.map((step) => ({ train: { from: expanding ? rows.from : step.train, to: step.test - gap }, test: { from: step.test, to: step.to } }));
  const empty = folds.findIndex(({ train: { from, to } }) => to <= from);
  if (empty >= 0) throw new ValidationError(`walkForward: fold ${empty + 1} has ${steps[empty]!.test - steps[empty]!.train} training rows, and the label's horizon and the embargo take ${gap}; at least ${gap + 1} are wanted. Train on more`);
  return folds;
}

function rowSteps(rows: RowRange, train: number, test: number, gap: number): Step[] {
  wholeNumber("train", train, 1);
  wholeNumber("test", test, 1);
  if (train <= gap) throw new ValidationError(`walkForward: train (${train}) must be longer than the label's horizon and the embargo (${gap}), or no row of it has a label that is known`);
  if (rows.to - rows.from <= train) throw new ValidationError(`walkForward: ${rows.to - rows.from} rows leave none to test behind ${train} training rows; at least ${train + 1} are wanted. Give more rows or a shorter training part`);
  const steps: Step[] = [];
  for (let start = rows.from + train; start < rows.to; start += test) steps.push({ train: start - train, test: start, to: Math.min(start + test, rows.to) });
  return steps;
}

function wholeNumber(what: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw new ValidationError(`walkForward: ${what} must be a whole number of bars ≥ ${least}, got ${value}`);
}
