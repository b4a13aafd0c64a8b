import type { Place, Service } from "./service.ts";

export const launchdLabel = ({ name }: Pick<Service, "name">): string => `marketbook.${name}`;

/** A property list for launchd: starts at login, with a user at boot; again after a crash; writes what it says into a log of the project. */
export function launchdPlist(service: Service, { node, project, user }: Place): string {
  const strings = [node, `${project}/environment/run.mjs`, ...service.words].map((word) => `    <string>${escaped(word)}</string>`).join("\n");
  const log = escaped(`${project}/${service.log}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${launchdLabel(service)}</string>
${user === undefined ? "" : `  <key>UserName</key>\n  <string>${escaped(user)}</string>\n`}  <key>ProgramArguments</key>
  <array>
${strings}
  </array>
  <key>WorkingDirectory</key>
  <string>${escaped(project)}</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>10</integer>
  <key>ExitTimeOut</key>
  <integer>${service.stopSeconds}</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>StandardOutPath</key>
  <string>${log}</string>
  <key>StandardErrorPath</key>
  <string>${log}</string>
</dict>
</plist>
`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
