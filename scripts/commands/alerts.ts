import { Command } from "commander";
import { alertsFolder, beat, durationText, openAlerts, readState } from "../../lib/alerts/index.ts";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { projectVariables } from "../../lib/market/connection/keys.ts";
import { explain } from "../explain.ts";
import { interruption } from "../interruption.ts";
import { type FileOption, scheduleFile } from "../schedule/scheduleFile.ts";

export function alertsCommand(): Command {
  const alerts = new Command("alerts").description("Who hears of failed and late runs and of metrics that drift: the channels of environment/schedules.yaml. Exit code 0: done, 1: a channel failed, 2: the command line is wrong.").enablePositionalOptions();
  sub(alerts, "ls", "the channels, when each last delivered or failed, what waits, what is held back").option("--json", "print JSON for a program to read").action(list);
  sub(alerts, "test", "send one alert to each channel now, and a heartbeat where there is one").action(test);
  sub(alerts, "service-ended", "tell that the service of schedules ended by itself; the unit of schedule install systemd calls it").action(serviceEnded);
  return alerts;
}

function sub(alerts: Command, name: string, summary: string): Command {
  const command = new Command(name).summary(summary).description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`).exitOverride().configureOutput({ outputError: () => {} })
    .helpOption("-h, --help", "print help").option("--file <file.yaml>", "another file of schedules")
    .addHelpText("after", `\nExample:\n  npx marketbook alerts ${name}`);
  alerts.addCommand(command);
  return command;
}

function list({ file, json }: FileOption & { readonly json?: true }): void {
  const { channels, every } = scheduleFile(file).alerts;
  const state = readState(alertsFolder());
  if (json) return console.log(JSON.stringify({ channels, state }, undefined, 2));
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

async function serviceEnded({ file }: FileOption): Promise<void> {
  const { alerts: config } = scheduleFile(file);
  const title = "The service of schedules has ended and is not begun again";
  await openAlerts({ config, signal: interruption() }).raise({ kind: "service-ended", schedule: "service", at: Date.now(), title, text: `${title}. Nothing runs by itself until somebody looks: npx marketbook schedule status, and its log, say why.`, details: {} });
}

async function test({ file }: FileOption): Promise<void> {
  const { alerts: config } = scheduleFile(file);
  const names = Object.keys(config.channels);
  if (config.heartbeat !== undefined) {
    const said = await beat(config.heartbeat, projectVariables(), interruption()).then(() => "heard", (error: unknown) => (process.exitCode = 1, explain(error)));
    console.log(`heartbeat: ${said}`);
  }
  if (names.length === 0) return console.log("There is no channel. Describe one under alerts.channels in environment/schedules.yaml");
  const said = new Map(names.map((name) => [name, "nothing was sent; another process took it, or its state cannot be written"]));
  const alerts = openAlerts({ config, signal: interruption(), say: (text) => console.error(text), onSent: ({ alert, channel, error }) => alert.kind === "test" && said.set(channel, error ?? "") });
  await alerts.raise({ kind: "test", schedule: "test", at: Date.now(), title: "A test of the alerts", text: "Sent by npx marketbook alerts test. Nothing has happened.", details: {} });
  for (const [name, error] of said) console.log(error === "" ? `${name}: delivered` : `${name}: ${error}`);
  if ([...said.values()].some((error) => error !== "")) process.exitCode = 1;
}
