import path from "node:path";
import { alertsFolder, putAside, putAsideText } from "../../lib/alerts/index.ts";
import { placeOf } from "./statusText.ts";

/** A line for each damaged state of the alerts that nobody has looked at. Until the file is deleted: who reads this was perhaps not told of a failed run. */
export function damageLines(): readonly string[] {
  const folder = alertsFolder();
  return putAside(folder).map((name) => {
    const text = putAsideText(placeOf(path.join(folder, name)));
    return `${text[0]!.toUpperCase()}${text.slice(1)}. Look at it, then delete it.`;
  });
}
