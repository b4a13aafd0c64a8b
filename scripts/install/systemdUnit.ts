/** What a unit or property list names: absolute paths of this machine, so it is written outside of the project. */
export type Installation = { readonly node: string; readonly project: string; readonly user?: string; /** Words after environment/run.mjs. */ readonly words: readonly string[] };

export const UNIT = "marketbook-schedules.service";
/** The unit that systemd begins when it gives the service up: it tells people. */
export const FAILED_UNIT = "marketbook-schedules-failed.service";

/**
 * A systemd unit of the service. It starts again after a crash, a stop lets runs end in order (their keepers are ended with it after the wait),
 * and it runs with low priority beside people's work. Given up after ten crashes in ten minutes, or at once where its command line is wrong, it lets
 * FAILED_UNIT tell so. There is no WatchdogSec: its signs of life go through a kind of socket that Node has not; the heartbeat stands in for it.
 */
export function systemdUnit({ node, project, user, words }: Installation): string {
  return `[Unit]
Description=Marketbook schedules
After=network.target
StartLimitIntervalSec=600
StartLimitBurst=10
OnFailure=${FAILED_UNIT}

[Service]
Type=exec
WorkingDirectory=${escaped(project)}
ExecStart=${[node, `${project}/environment/run.mjs`, ...words].map(quoted).join(" ")}
Restart=on-failure
RestartSec=10
RestartPreventExitStatus=2
SuccessExitStatus=130 143
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=60
Nice=5
${user === undefined ? "" : `User=${user}\n`}
[Install]
WantedBy=${user === undefined ? "default.target" : "multi-user.target"}
`;
}

/** The unit that tells people, once, that the service was given up. */
export function systemdFailedUnit({ node, project, user, words }: Installation): string {
  return `[Unit]
Description=Tells that the schedules of Marketbook have ended

[Service]
Type=oneshot
WorkingDirectory=${escaped(project)}
ExecStart=${[node, `${project}/environment/run.mjs`, ...words].map(quoted).join(" ")}
TimeoutStartSec=300
${user === undefined ? "" : `User=${user}\n`}`;
}

/** % begins a specifier; a word with other signs than these is put in quotes. */
const escaped = (text: string): string => text.replaceAll("%", "%%");

function quoted(word: string): string {
  const text = escaped(word).replaceAll("$", "$$$$");
  return /^[\w./:=@+%$-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
