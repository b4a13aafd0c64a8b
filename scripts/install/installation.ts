import { homedir, userInfo } from "node:os";
import path from "node:path";
import { FAILED_UNIT, LAUNCHD_LABEL, launchdPlist, systemdFailedUnit, systemdUnit, UNIT } from "../../lib/schedules/index.ts";

export type Asked = { readonly project: string; readonly node: string; readonly words: readonly string[]; readonly forAll: boolean; readonly user: string | undefined; readonly output: string | undefined };

/** The text of a unit or property list, where it goes, and what a person types to begin it. */
export function installText(system: "systemd" | "launchd", { forAll, node, output, project, user, words }: Asked): { readonly folder: string; /** Name and text of each. */ readonly files: readonly (readonly [string, string])[]; readonly steps: readonly string[] } {
  const home = homedir();
  if (system === "systemd") {
    const place = forAll ? "/etc/systemd/system" : path.join(home, ".config", "systemd", "user");
    const folder = path.resolve(output ?? place);
    const given = { node, project, ...(forAll ? { user: user ?? userInfo().username } : {}) };
    const files = [[UNIT, systemdUnit({ ...given, words: ["schedule", "start", ...words] })], [FAILED_UNIT, systemdFailedUnit({ ...given, words: ["alerts", "service-ended", ...words] })]] as const;
    const both = files.map(([name]) => quoted(path.join(folder, name))).join(" ");
    const control = forAll ? "sudo systemctl" : "systemctl --user";
    const copy = folder === place ? [] : [forAll ? `sudo cp ${both} ${place}/` : `mkdir -p ${quoted(place)} && cp ${both} ${quoted(place)}/`];
    return { folder, files, steps: [...copy, `${control} daemon-reload`, `${control} enable --now ${UNIT}`, ...(forAll ? [] : [`loginctl enable-linger ${userInfo().username}   # runs also while nobody is logged in`]), `${control} status ${UNIT}`, `journalctl ${forAll ? "" : "--user "}-u ${UNIT} -f`] };
  }
  const place = forAll ? "/Library/LaunchDaemons" : path.join(home, "Library", "LaunchAgents");
  const folder = path.resolve(output ?? place);
  const file = `${LAUNCHD_LABEL}.plist`;
  const target = path.join(place, file);
  const copy = folder === place ? [] : [`${forAll ? "sudo " : ""}cp ${quoted(path.join(folder, file))} ${quoted(target)}`];
  const domain = forAll ? "system" : "gui/$(id -u)";
  return { folder, files: [[file, launchdPlist({ node, project, words: ["schedule", "start", ...words] })]], steps: [...copy, `${forAll ? "sudo " : ""}launchctl bootstrap ${domain} ${quoted(target)}`, `launchctl print ${domain}/${LAUNCHD_LABEL}`] };
}

const quoted = (text: string): string => (/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
