import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";
import { missingValue } from "./missingValue.ts";

type Form = Pick<Windows, "columns" | "lookback">;

/** Refuses to forecast windows that have other columns or another length than the model was fitted on, or that hold a value that is missing. Targets are not read. */
export function checkWindows(name: string, fitted: Form, given: Windows): void {
  checkForm(name, fitted, given, "asked to predict");
  refuseMissing(name, { ...given, targets: new Float32Array(0) });
}

/** Refuses to fit on no windows at all, on a value that is missing, or with a validation of another form. The validation may be empty. */
export function requireWindows(name: string, train: Windows, validation?: Windows): void {
  if (train.count === 0) throw new ModelError(`${name}: there is no training window. Give more bars or a shorter lookback.`);
  refuseMissing(`${name}: train`, train);
  if (validation === undefined || validation.count === 0) return;
  checkForm(name, train, validation, "validated on");
  refuseMissing(`${name}: validation`, validation);
}

function checkForm(name: string, fitted: Form, given: Form, asked: string): void {
  if (fitted.lookback === given.lookback && fitted.columns.join() === given.columns.join()) return;
  const text = ({ columns, lookback }: Form) => `${lookback} steps of ${columns.join(", ")}`;
  throw new ModelError(`${name}: fitted on windows of ${text(fitted)}, ${asked} windows of ${text(given)}. Make both with the same columns, in the same order.`);
}

function refuseMissing(name: string, windows: Windows): void {
  const missing = missingValue(windows);
  if (missing) throw new ModelError(`${name}: ${missing.fact}. ${missing.remedy}`);
}
