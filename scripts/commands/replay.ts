import { Command } from "commander";
import { closeDeadRuns } from "../../lib/runs/record/deadRuns.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectPath } from "../../lib/runs/folders.ts";
import { describeCode } from "../../lib/runs/record/machine.ts";
import { findRun, otherCode, planReplay, replayReport, replayText } from "../../lib/runs/replay/index.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { orMisuse } from "../orMisuse.ts";
import { repeatRun } from "../repeatRun.ts";

type Options = { readonly only?: readonly string[]; readonly json?: true };

export function replayCommand(): Command {
  return new Command("replay")
    .description("Repeats a run and compares raw data, factors, folds, weights, predictions, orders and report: equal to the last bit, or the first difference by stage, item and row.")
    .argument("<run>", "id of a run below artifacts/runs, the beginning of one, or last")
    .option("--only <notebook...>", "repeat these notebooks of the run alone")
    .option("--json", "print the report as JSON for a program to read")
    .addHelpText("after", "\nExit code: 0 equal, 1 different or not finished, 2 the run cannot be repeated as asked.")
    .action(replay);
}

async function replay(name: string, { json, only }: Options, command: Command): Promise<void> {
  const say = json ? () => {} : (text: string) => console.log(text);
  for (const id of closeDeadRuns()) say(`Run ${id} was cut off; its record says so now`);
  const plan = orMisuse(command, [RunError], () => planReplay(findRun(name), only));
  for (const sentence of [...plan.sentences, ...otherCode(plan.record, describeCode())]) say(sentence);
  const what = plan.record.command === undefined ? `${plan.parts.length} notebook${plan.parts.length === 1 ? "" : "s"}` : `npx marketbook ${plan.record.command.name}`;
  say(`Repeating ${what} of run ${plan.record.id}`);
  const folder = await repeatRun(plan);
  stopIfInterrupted();
  const report = replayReport(plan, folder);
  console.log(json ? JSON.stringify(report, undefined, 2) : `\n${replayText(report)}\nThe repetition is in ${projectPath(folder)}`);
  if (!report.isEqual) process.exitCode = 1;
}
