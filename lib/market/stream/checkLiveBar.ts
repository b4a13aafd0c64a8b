import type { AnswerFinding } from "../connection/answerFinding.ts";
import { checkValues } from "../quality/checks/values.ts";
import { barsOfLive, type LiveBar } from "./liveBar.ts";

/** A finished bar may come so long before its close by our clock, which may be wrong by a little. */
const CLOCK_MAY_BE_WRONG = 60_000;

/** Why a bar cannot be: its values contradict each other, or it is finished before its close. None if it can. */
export function checkLiveBar(bar: LiveBar): readonly AnswerFinding[] {
  const place = { source: bar.source, path: `bar ${new Date(bar.closeTime).toISOString()}` };
  const values = checkValues(barsOfLive([{ ...bar, isFinished: true }])).map(({ expected, got, where }): AnswerFinding => (
    { code: "value impossible", severity: "error", where: { ...place, path: `${place.path} ${where.column ?? ""}`.trim() }, expected, got }
  ));
  if (!bar.isFinished || bar.closeTime <= bar.receivedAt + CLOCK_MAY_BE_WRONG) return values;
  return [...values, { code: "value impossible", severity: "error", where: place, expected: "a finished bar after its close", got: `one at ${new Date(bar.receivedAt).toISOString()}` }];
}
