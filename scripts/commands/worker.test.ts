import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { CommanderError } from "commander";
import { expect, test, vi } from "vitest";
import { commandFolder } from "./commandFolder.fixture.ts";
import { workerCommand } from "./worker.ts";

const folder = commandFolder("worker");

const install = async (...words: readonly string[]): Promise<string> => {
  folder.clear();
  await workerCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["install", ...words, "--output", folder.at("units")], { from: "user" });
  return folder.printed.join("\n");
};
const unit = (): string => readFileSync(folder.at("units/marketbook-worker.service"), "utf8");

test("install writes the unit with the worker's own options, and prints what to type", async () => {
  const said = await install("systemd", "--gpu", "--concurrency", "2", "--grace", "90");
  expect(said).toMatch(/marketbook-worker\.service is written\.\n[\s\S]*Now type:\n[\s\S]* systemctl --user daemon-reload\n {2}systemctl --user enable --now marketbook-worker\.service\n/);
  expect(unit()).toMatch(/\nExecStart=.*run\.mjs"? worker --gpu --concurrency 2 --grace 90\n[\s\S]*\nTimeoutStopSec=120\n/);
  expect(await install("launchd", "--no-gpu")).toContain("launchctl bootstrap gui/$(id -u)");
  expect(readFileSync(folder.at("units/marketbook.worker.plist"), "utf8")).toContain("<string>--no-gpu</string>");
});

test("a unit that is there stays as it is, unless it is the same or --force says so", async () => {
  await install("systemd");
  expect(await install("systemd")).toContain("is there already, as wanted");
  writeFileSync(folder.at("units/marketbook-worker.service"), "mine");
  await expect(install("systemd", "--gpu")).rejects.toThrow(/marketbook-worker\.service is there already, with other words\. Look at it, then write over by --force, or write elsewhere by --output/);
  expect(unit()).toBe("mine");
  expect(await install("systemd", "--gpu", "--force")).toContain("systemctl --user restart marketbook-worker.service   # where it runs already");
  expect(unit()).toContain("worker --gpu");
  expect(readdirSync(folder.at("units"))).toEqual(["marketbook-worker.service"]);
});

test.each([
  [[], "missing required argument 'system'"],
  [["upstart"], "Allowed choices are systemd, launchd"],
  [["systemd", "--concurrency", "0"], "Give a whole number from 1 to 1024"],
  [["systemd", "--user", "quant"], "--user belongs to --system; a user's own unit runs as that user"],
])("install %j is refused, and nothing is written", async (words, text) => {
  const refusal = await install(...words).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CommanderError);
  expect(String(refusal)).toContain(text);
  expect(readdirSync(folder.path)).toEqual([]);
});

test("an option of the worker before the word install is refused: it would be lost", async () => {
  await expect(workerCommand().exitOverride().parseAsync(["--gpu", "install", "systemd", "--output", folder.at("units")], { from: "user" })).rejects.toThrow("such as npx marketbook worker install systemd --gpu");
});

test.each([
  [{ MARKETBOOK_REDIS_URL: "" }, "there is no address of Redis. Write it into the environment or .env"],
  [{ MARKETBOOK_REDIS_URL: "desktop" }, "the address of Redis is none"],
  [{ MARKETBOOK_REDIS_URL: "redis://desktop" }, "is on another machine, and redis:// is not encrypted"],
  [{ MARKETBOOK_REDIS_URL: "rediss://desktop", MARKETBOOK_REDIS_CA: "no.pem" }, "MARKETBOOK_REDIS_CA names the file no.pem, which does not exist"],
])("with %j a worker ends as with a wrong command line: who keeps it running shall not begin it again", async (variables, text) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const refusal = await workerCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([], { from: "user" }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining(text) });
});

test("--system gives the unit a user, and the folder that is no folder is told", async () => {
  expect(await install("systemd", "--system", "--user", "quant")).toMatch(/sudo cp \S+ \/etc\/systemd\/system\/\n {2}sudo systemctl daemon-reload\n/);
  expect(unit()).toMatch(/\nUser=quant\n\n\[Install\]\nWantedBy=multi-user\.target\n/);
  writeFileSync(folder.at("file"), "");
  await expect(workerCommand().parseAsync(["install", "systemd", "--output", folder.at("file")], { from: "user" })).rejects.toThrow("is a file; --output names a folder");
});
