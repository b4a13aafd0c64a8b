import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { clearVenv, findPython } from "./python.mjs";

const machineWith = (versions: Record<string, string>) => ({ wanted: undefined, ask: async (name: string) => versions[name] });

describe("findPython", () => {
  it("takes the first Python that is new enough", async () => {
    expect(await findPython(machineWith({ python3: "3.9.2", "python3.12": "3.12.1" }))).toEqual({ command: "python3.12", version: "3.12.1" });
  });

  it("takes only the Python that is asked for by name", async () => {
    const machine = { wanted: "/opt/python", ask: async (name: string) => (name === "/opt/python" ? "3.13.0" : "3.11.0") };
    expect(await findPython(machine)).toEqual({ command: "/opt/python", version: "3.13.0" });
  });

  it("counts 3.9 and 2.7 as too old, and says which was found", async () => {
    await expect(findPython(machineWith({ python3: "3.9.2", python: "2.7.18" }))).rejects.toThrow(/^Python 3\.10 or newer is needed; python3 is 3\.9\.2, python is 2\.7\.18\. .*(apt-get|brew|WSL)/);
  });

  it("says how to install a Python that is missing", async () => {
    await expect(findPython(machineWith({}))).rejects.toThrow(/^Python is missing\. .*Then start again/);
  });
});

describe("clearVenv", () => {
  it("refuses a link, whose target belongs to another project, and takes nothing away", async () => {
    const place = mkdtempSync(path.join(tmpdir(), "marketbook-venv-"));
    mkdirSync(path.join(place, "theirs"));
    writeFileSync(path.join(place, "theirs", "package"), "");
    symlinkSync("theirs", path.join(place, ".venv"));
    await expect(clearVenv(path.join(place, ".venv"))).rejects.toThrow(/^\.venv is a link to theirs, whose packages would be removed\. Remove the link \(rm \.venv\) and start again/);
    expect(existsSync(path.join(place, "theirs", "package"))).toBe(true);
    rmSync(place, { recursive: true });
  });
});
