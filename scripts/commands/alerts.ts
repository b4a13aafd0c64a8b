import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { type AlertConfig, alertConfigShape, alertsFolder, beat, durationText, type NewAlert, openAlerts, putAside, readState } from "../../lib/alerts/index.ts";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { projectVariables } from "../../lib/market/connection/keys.ts";
import { readAlertConfig, SCHEDULE_FILE } from "../../lib/schedules/index.ts";
import { explain } from "../explain.ts";
import { innerCommand } from "../innerCommand.ts";
import { interruption } from "../interruption.ts";
import { damageLines } from "../schedule/damageLines.ts";
import { type FileOption, scheduleFile } from "../schedule/scheduleFile.ts";

export function alertsCommand(): Command {
  const alerts = new Command("alerts").description("Who hears of failed and late runs and of metrics that drift: the channels of environment/schedules.yaml. Exit code 0: done, 1: a channel failed, 2: the command line is wrong.").enablePositionalOptions();
  sub(alerts, "ls", "the channels, when each last delivered or failed, what waits, what is held back").option("--json", "print JSON for a program to read").action(list);
  sub(alerts, "test", "send one alert to each channel now, and a heartbeat where there is one").action(test);
  sub(alerts, "service-ended", "tell that the service of schedules ended by itself; the unit of schedule install systemd calls it").action(serviceEnded);
  return alerts;
}

function sub(alerts: Command, name: string, summary: string): Command {
  return innerCommand(alerts, name, summary).option("--file <file.yaml>", "another file of schedules");
}

function list({ file, json }: FileOption & { readonly json?: true }): void {
  const { channels, every } = scheduleFile(file).alerts;
  const state = readState(alertsFolder(), () => {}); // said below
  if (json) return console.log(JSON.stringify({ channels, state, putAside: putAside(alertsFolder()) }, undefined, 2));
  for (const line of damageLines()) console.log(line);
  if (Object.keys(channels).length === 0) return console.log("There is no channel. Describe one under alerts.channels in environment/schedules.yaml");
  const time = (at: number | undefined): string => (at === undefined ? "never" : new Date(at).toISOString().slice(0, 19).replace("T", " "));
  console.log(alignedTable(["channel", "type", "kinds", "delivered (UTC)", "failed (UTC)", "waiting", "given up"], Object.entries(channels).map(([name, { kinds, type }]) => {
    const { delivered, failed, givenUp = 0 } = state.channels[name] ?? {};
    return [name, type, kinds.join(" "), time(delivered), time(failed), String(state.pending.filter(({ channel }) => channel === name).length), String(givenUp)];
  })).join("\n"));
  for (const [name, { error }] of Object.entries(state.channels)) if (error !== undefined) console.log(`${name}, when it failed last: ${error}`);
  for (const [key, { held, sent }] of Object.entries(state.limits)) if (held > 0) console.log(`${key}: ${held} held back, summed up ${durationText(every)} after ${time(sent)} UTC`);
  for (const [name, { runs, since }] of Object.entries(state.failing)) console.log(`${name} fails since ${time(since)} UTC, ${runs} run${runs === 1 ? "" : "s"}`);
}

/** There is no service any more that would try again later: a network that is down for minutes is waited for, milliseconds. */
const LAST_WAITS = [1000, 5000, 30_000, 60_000, 120_000];

async function serviceEnded({ file = SCHEDULE_FILE }: FileOption): Promise<void> {
  const { config, problem } = configOf(file);
  const title = "The service of schedules has ended and is not begun again";
  const sent = await send(config, { kind: "service-ended", schedule: "service", at: Date.now(), title, text: `${title}. Nothing runs by itself until somebody looks: npx marketbook schedule status, and its log, say why.${problem === undefined ? "" : `\n${problem}`}`, details: {} }, LAST_WAITS);
  if (sent.size === 0) {
    console.log("There is no channel, so nobody was told. Describe one under alerts.channels in environment/schedules.yaml");
    process.exitCode = 1;
  }
  for (const [name, error] of sent) console.log(`${name}: ${error || "told"}`);
}

/** The alerts of the file. A file that is wrong may be why the service ended: what can be read of it counts, else the file of alerts alone. */
function configOf(file: string): { readonly config: AlertConfig; readonly problem?: string } {
  try {
    return { config: scheduleFile(file).alerts };
  } catch (error) {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return { config: readAlertConfig(text) ?? alertConfigShape.parse({ channels: { log: { type: "file" } } }), problem: explain(error) };
  }
}

/** Sends an alert to the channels that want it. out: for each why it could not be delivered, "" where it was; those that failed are tried again later, and a service may do that */
async function send(config: AlertConfig, alert: NewAlert, waits?: readonly number[]): Promise<ReadonlyMap<string, string>> {
  const wanting = Object.entries(config.channels).filter(([, { kinds }]) => alert.kind === "test" || kinds.includes(alert.kind));
  const said = new Map(wanting.map(([name]) => [name, `not sent: another process took it, its state cannot be written, or one like it went out within ${durationText(config.every)}`]));
  const alerts = openAlerts({ config, signal: interruption(), ...(waits && { waits }), say: (text) => console.error(text), onSent: (sent) => sent.alert.kind === alert.kind && said.set(sent.channel, sent.error ?? "") });
  await alerts.raise(alert);
  if ([...said.values()].some((error) => error !== "")) process.exitCode = 1;
  return said;
}

async function test({ file }: FileOption): Promise<void> {
  const { alerts: config } = scheduleFile(file);
  if (config.heartbeat !== undefined) {
    const said = await beat(config.heartbeat, projectVariables(), interruption()).then(() => "heard", (error: unknown) => (process.exitCode = 1, explain(error)));
    console.log(`heartbeat: ${said}`);
  }
  if (Object.keys(config.channels).length === 0) return console.log("There is no channel. Describe one under alerts.channels in environment/schedules.yaml");
  const sent = await send(config, { kind: "test", schedule: "test", at: Date.now(), title: "A test of the alerts", text: "Sent by npx marketbook alerts test. Nothing has happened.", details: {} });
  for (const [name, error] of sent) console.log(`${name}: ${error || "delivered"}`);
}
