import { homedir, userInfo } from "node:os";
import path from "node:path";
import { launchdLabel, launchdPlist } from "./launchdPlist.ts";
import type { Place, Service } from "./service.ts";
import { givenUpUnit, givenUpUnitName, systemdUnit, unitName } from "./systemdUnit.ts";

export const SYSTEMS = ["systemd", "launchd"] as const;
export type System = (typeof SYSTEMS)[number];

export type Asked = Omit<Place, "user"> & { readonly service: Service; /** For the whole machine, in place of a user's own. */ readonly forAll: boolean; /** With forAll: who it runs as. Default: whoever asks, also by sudo. */ readonly user?: string; /** Default: the folder that the system reads. */ readonly output?: string };

export type Installation = {
  readonly folder: string;
  /** Name and text of each. */
  readonly files: readonly (readonly [string, string])[];
  /** What a person types so that it begins; `isNew` false where other files were there, and it may run already. */
  readonly steps: (isNew: boolean) => readonly string[];
};

/** The unit or property list of a service, where it goes, and what a person types then. */
export function installation(system: System, asked: Asked): Installation {
  const { forAll, node, project, user = process.env.SUDO_USER ?? userInfo().username } = asked;
  const place: Place = { node, project, ...(forAll ? { user } : {}) };
  return system === "systemd" ? ofSystemd(asked, place) : ofLaunchd(asked, place);
}

function ofSystemd({ forAll, output, service }: Asked, place: Place): Installation {
  const read = forAll ? "/etc/systemd/system" : path.join(homedir(), ".config", "systemd", "user");
  const folder = path.resolve(output ?? read);
  const unit = unitName(service);
  const files = [[unit, systemdUnit(service, place)], ...(service.givenUp === undefined ? [] : [[givenUpUnitName(service), givenUpUnit(service, place)] as const])] as const;
  const written = files.map(([name]) => quoted(path.join(folder, name))).join(" ");
  const control = forAll ? "sudo systemctl" : "systemctl --user";
  const copy = folder === read ? [] : [forAll ? `sudo cp ${written} ${read}/` : `mkdir -p ${quoted(read)} && cp ${written} ${quoted(read)}/`];
  const linger = forAll ? [] : [`loginctl enable-linger ${userInfo().username}   # runs also while nobody is logged in`];
  return {
    folder, files,
    steps: (isNew) => [...copy, `${control} daemon-reload`, `${control} enable --now ${unit}`, ...(isNew ? [] : [`${control} restart ${unit}   # where it runs already`]), ...linger, `${control} status ${unit}`, `journalctl ${forAll ? "" : "--user "}-u ${unit} -f`],
  };
}

function ofLaunchd({ forAll, output, service }: Asked, place: Place): Installation {
  const read = forAll ? "/Library/LaunchDaemons" : path.join(homedir(), "Library", "LaunchAgents");
  const folder = path.resolve(output ?? read);
  const label = launchdLabel(service);
  const file = `${label}.plist`;
  const target = quoted(path.join(read, file));
  const root = forAll ? "sudo " : "";
  const domain = forAll ? "system" : "gui/$(id -u)";
  const copy = folder === read ? [] : [`${root}cp ${quoted(path.join(folder, file))} ${target}`];
  return {
    folder, files: [[file, launchdPlist(service, place)]],
    steps: (isNew) => [...copy, ...(isNew ? [] : [`${root}launchctl bootout ${domain}/${label}   # where it runs already`]), `${root}launchctl bootstrap ${domain} ${target}`, `${root}launchctl print ${domain}/${label}`],
  };
}

const quoted = (text: string): string => (/^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
