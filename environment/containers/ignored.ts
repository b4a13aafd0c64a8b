/** Whether a file is left out of an image's context by the lines of a .dockerignore: the last line that fits decides, `!` takes back. */
export function ignoredBy(text: string): (file: string) => boolean {
  const rules = text.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).map((line) => ({
    leavesOut: !line.startsWith("!"),
    fits: new RegExp(`^${patternOf(line.replace(/^!/, "").replace(/\/$/, ""))}(?:/|$)`),
  }));
  return (file) => rules.findLast(({ fits }) => fits.test(file))?.leavesOut ?? false;
}

/** `*` stands for anything but `/`, a leading `**` and `/` for any folders. */
function patternOf(line: string): string {
  const [, anywhere, rest = ""] = /^(\*\*\/)?(.*)$/.exec(line) ?? [];
  return (anywhere ? "(?:.*/)?" : "") + rest.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", "[^/]*");
}
