import { shownLine } from "../../market/connection/shownText.ts";
import { alignedTable } from "../alignedTable.ts";
import type { ListedRun } from "./listRuns.ts";
import { byText, durationOf, parametersText, secondsText, statusText, whatText } from "./words.ts";

const PARAMETERS = 40;

/** Runs as lines of a table, a run each. in: the moment now, UTC milliseconds */
export function runsTable(runs: readonly ListedRun[], now: number): readonly string[] {
  const rows = runs.map((run) => {
    if (!("record" in run)) return [run.id, "", "its record cannot be read", "", "damaged", "", ""];
    const { record } = run;
    return [run.id, `${record.started.slice(0, 16).replace("T", " ")}`, shownLine(whatText(record), 50), parametersText(record.parameters, PARAMETERS), statusText(record), secondsText(durationOf(record, now)), byText(record)];
  });
  return rows.length === 0 ? [] : alignedTable(["run", "when (UTC)", "what", "parameters", "status", "took", "by"], rows);
}
