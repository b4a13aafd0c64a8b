import type { Place, Service } from "./service.ts";

export const unitName = ({ name }: Pick<Service, "name">): string => `marketbook-${name}.service`;
/** The unit that systemd begins when it gives a service up: it tells people. */
export const givenUpUnitName = ({ name }: Pick<Service, "name">): string => `marketbook-${name}-failed.service`;

/**
 * A systemd unit of a service. It starts again after a crash, a stop lets its work end in order (what is left is ended with it after the wait),
 * and it runs with low priority beside people's work. One that has somebody to tell is given up after ten crashes in ten minutes, and every one at once
 * where its command line, its address or its file is wrong. There is no WatchdogSec: its signs of life go through a kind of socket that Node has not.
 */
export function systemdUnit(service: Service, place: Place): string {
  const { description, givenUp, stopSeconds, words } = service;
  return `[Unit]
Description=${description}
After=network.target
${givenUp === undefined ? "StartLimitIntervalSec=0" : `StartLimitIntervalSec=600\nStartLimitBurst=10\nOnFailure=${givenUpUnitName(service)}`}

[Service]
Type=exec
WorkingDirectory=${escaped(place.project)}
ExecStart=${commandLine(place, words)}
Restart=on-failure
RestartSec=10
RestartPreventExitStatus=2
SuccessExitStatus=130 143
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=${stopSeconds}
Nice=5
${userLine(place)}
[Install]
WantedBy=${place.user === undefined ? "default.target" : "multi-user.target"}
`;
}

/** The unit that tells people, once, that a service was given up. */
export function givenUpUnit({ description, givenUp = [] }: Service, place: Place): string {
  return `[Unit]
Description=Tells that ${description} was given up

[Service]
Type=oneshot
WorkingDirectory=${escaped(place.project)}
ExecStart=${commandLine(place, givenUp)}
TimeoutStartSec=1200
${userLine(place)}`;
}

const commandLine = ({ node, project }: Place, words: readonly string[]): string => [node, `${project}/environment/run.mjs`, ...words].map(quoted).join(" ");
const userLine = ({ user }: Place): string => (user === undefined ? "" : `User=${user}\n`);

/** % begins a specifier; a word with other signs than these is put in quotes. */
const escaped = (text: string): string => text.replaceAll("%", "%%");

function quoted(word: string): string {
  const text = escaped(word).replaceAll("$", "$$$$");
  return /^[\w./:=@+%$-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
