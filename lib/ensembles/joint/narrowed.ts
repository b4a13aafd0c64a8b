import type { WindowForm } from "../../models/index.ts";
import type { Windows } from "../../windows/index.ts";
import { EnsembleError } from "../error.ts";

/** The windows as a member reads them: its columns in its order, the last of the steps. The same arrays where it reads all. */
export function narrowed(windows: Windows, { columns, lookback }: Pick<WindowForm, "columns" | "lookback">): Windows {
  const places = columns.map((column) => windows.columns.indexOf(column));
  if (lookback === windows.lookback && columns.length === windows.columns.length && places.every((place, f) => place === f)) return windows;
  const features = columns.length;
  const inputs = new Float32Array(windows.count * lookback * features);
  let at = 0;
  for (let n = 0; n < windows.count; n++) {
    for (let t = windows.lookback - lookback; t < windows.lookback; t++) {
      const step = (n * windows.lookback + t) * windows.features;
      for (let f = 0; f < features; f++) inputs[at++] = windows.inputs[step + places[f]!]!;
    }
  }
  return { ...windows, inputs, lookback, features, columns };
}

/** The least windows that hold what all members read: every column of theirs, the longest lookback. Members of several horizons foretell different things and are refused. */
export function commonForm(what: string, forms: Readonly<Record<string, WindowForm>>): WindowForm {
  const [[firstName, first] = ["", undefined], ...others] = Object.entries(forms);
  if (first === undefined) throw new EnsembleError(`${what}: there is no member; give at least one by its name`);
  for (const [name, { horizon }] of others) {
    if (horizon !== first.horizon) throw new EnsembleError(`${what}: "${firstName}" looks ${first.horizon} bars ahead and "${name}" ${horizon}; join forecasts of one label`);
  }
  const all = Object.values(forms);
  return { columns: [...new Set(all.flatMap(({ columns }) => columns))], lookback: Math.max(...all.map(({ lookback }) => lookback)), horizon: first.horizon };
}
