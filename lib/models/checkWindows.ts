import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";
import { missingValue } from "./missingValue.ts";

type Form = Pick<Windows, "columns" | "lookback">;

/** Refuses to forecast windows that have other columns or another length than the model was fitted on, that are not as large as they say, or that hold a value that is missing. Targets are not read. */
export function checkWindows(name: string, fitted: Form, given: Windows): void {
  checkForm(name, fitted, given, "asked to predict");
  checkSize(name, given);
  refuseMissing(name, { ...given, targets: new Float32Array(0) });
}

/** Refuses to fit on no windows at all, on windows that are not as large as they say, on a value that is missing, or with a validation of another form. The validation may be empty. */
export function requireWindows(name: string, train: Windows, validation?: Windows): void {
  if (train.count === 0) throw new ModelError(`${name}: there is no training window. Give more bars or a shorter lookback.`);
  checkSize(`${name}: train`, train, train.targets);
  refuseMissing(`${name}: train`, train);
  if (validation === undefined || validation.count === 0) return;
  checkForm(name, train, validation, "validated on");
  checkSize(`${name}: validation`, validation, validation.targets);
  refuseMissing(`${name}: validation`, validation);
}

function checkForm(name: string, fitted: Form, given: Form, asked: string): void {
  const isSame = fitted.lookback === given.lookback && fitted.columns.length === given.columns.length && fitted.columns.every((column, f) => column === given.columns[f]);
  if (isSame) return;
  const text = ({ columns, lookback }: Form) => `${lookback} steps of ${columns.join(", ")}`;
  throw new ModelError(`${name}: fitted on windows of ${text(fitted)}, ${asked} windows of ${text(given)}. Make both with the same columns, in the same order.`);
}

/** Refuses arrays that are no windows of their own description: what lies beyond them would be read as nothing. */
function checkSize(name: string, { columns, count, features, inputs, lookback }: Windows, targets?: Float32Array): void {
  const wanted = count * lookback * columns.length;
  if (features === columns.length && inputs.length === wanted && (targets === undefined || targets.length === count)) return;
  const given = `${inputs.length} inputs${targets ? ` and ${targets.length} targets` : ""}`;
  throw new ModelError(`${name}: ${count} windows of ${lookback} steps of ${columns.length} columns take ${wanted} inputs, given are ${given} of ${features} columns. Make them by slidingWindows.`);
}

function refuseMissing(name: string, windows: Windows): void {
  const missing = missingValue(windows);
  if (missing) throw new ModelError(`${name}: ${missing.fact}. ${missing.remedy}`);
}
