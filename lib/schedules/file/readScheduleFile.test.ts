import path from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../runs/folders.ts";
import { parseSchedules, problemText, readSchedules } from "./readScheduleFile.ts";

const problems = (yaml: string): readonly string[] => parseSchedules(yaml, { commands: ["fetch", "start", "doctor"] }).problems.map((problem) => problemText("s.yaml", problem));
const one = (fields: string): readonly string[] => problems(`schedules:\n  nightly:\n    run: { command: [doctor] }\n${fields.split("\n").map((line) => `    ${line}`).join("\n")}`);

test("the project's own file is right", () => {
  expect(readSchedules(path.join(projectFolder, "environment", "schedules.yaml")).schedules.map(({ name }) => name)).toContain("daily-bars");
});

test("what is left out is filled in, durations are milliseconds", () => {
  const { file } = parseSchedules("zone: UTC\nschedules: { nightly: { cron: 0 2 * * *, jitter: 5min, run: { command: [doctor] } } }");
  expect(file?.schedules[0]).toMatchObject({ name: "nightly", zone: "UTC", jitter: 300_000, missed: { rule: "latest", limit: 5, within: 7 * 86_400_000 }, overlap: "skip", retries: { times: 0 }, late: { begin: 900_000 } });
});

test("each mistake has its line, its field, what is allowed and what was meant", () => {
  expect(one("cron: 0 25 * * *\nzone: America/New_Yrok\nmised: latest\noverlap: queu\njitter: 5 parsecs")).toEqual([
    's.yaml:4 schedules.nightly.cron: "0 25 * * *": Invalid value for hour: 25; wants five fields: minute hour day month weekday, such as 30 2 * * 1-5',
    's.yaml:5 schedules.nightly.zone: "America/New_Yrok" is no zone of the IANA data base. Did you mean America/New_York?',
    expect.stringMatching(/^s\.yaml:6 schedules\.nightly\.mised: is no field here\. Did you mean missed\? Fields: about, enabled, cron,/),
    's.yaml:7 schedules.nightly.overlap: wants one of skip, queue; got "queu". Did you mean queue?',
    's.yaml:8 schedules.nightly.jitter: wants a duration such as 90s, 15min, 2h or 7d, 0s to 12h; got "5 parsecs"',
  ]);
});

test.each([
  ["cron: 0 0 30 2 *\nzone: UTC", 's.yaml:4 schedules.nightly.cron: "0 0 30 2 *" never comes: no month has such a day'],
  ["cron: 0 0 * * * *\nzone: UTC", 's.yaml:4 schedules.nightly.cron: wants five fields: minute hour day month weekday, such as 30 2 * * 1-5; got "0 0 * * * *"'],
  ["cron: 0 0 * * *\nzone: EST", 's.yaml:5 schedules.nightly.zone: "EST" is no place with clocks of its own; name a place, such as America/New_York, or UTC'],
  ["cron: 0 0 * * *", "s.yaml:4 schedules.nightly.cron: needs a zone, here or at the top of the file, such as zone: America/New_York"],
  ["cron: 0 0 * * *\nzone: UTC\nafter: { exchange: NYSE, event: close }", "s.yaml:2 schedules.nightly: wants exactly one of cron, after, before; it has cron and after"],
  ["cron: 0 25 * * *\nafter: { exchange: NYSE, event: close }", "s.yaml:2 schedules.nightly: wants exactly one of cron, after, before; it has cron and after"],
  ["after: { exchange: JPX, event: close, days: half }", "s.yaml:4 schedules.nightly.after: no day is like that within eleven years: it never comes"],
  ["cron: 0 12 * * sat\nzone: UTC\nonly: { exchange: NYSE }", "s.yaml:6 schedules.nightly.only: no day is like that within eleven years: it never comes"],
  ["after: { exchange: NYSF, event: close }", 's.yaml:4 schedules.nightly.after.exchange: wants one of NYSE, LSE, JPX, ASX, CRYPTO, FOREX; got "NYSF". Did you mean NYSE?'],
  ["after: { exchange: NYSE, event: close, minutes: -5 }", "s.yaml:4 schedules.nightly.after.minutes: wants at least 0; got -5"],
  ["cron: 0 0 * * *\nzone: UTC\nmissed: { rule: catch-up, limit: 0 }", "s.yaml:6 schedules.nightly.missed.limit: wants at least 1; got 0"],
  ["cron: 0 0 * * *\nzone: UTC\nwatch: [{ metric: m, rule: robust }]", 's.yaml:6 schedules.nightly.watch.0.rule: wants one of robust-z, quantile; got "robust". Did you mean robust-z?'],
])("%s", (fields, text) => {
  expect(one(fields)).toContain(text);
});

test.each([
  ["[fetc]", 'there is no command "fetc". Did you mean fetch? Commands: fetch, start, doctor'],
  ["[schedule, start]", "schedule cannot be run by a schedule"],
  ["rm -rf x", "wants a list of words, such as [fetch, --source, yahoo]; no shell reads it; got \"rm -rf x\""],
])("a command %s", (command, text) => {
  expect(problems(`zone: UTC\nschedules:\n  n:\n    cron: 0 0 * * *\n    run: { command: ${command} }`)[0]).toBe(`s.yaml:5 schedules.n.run.command: ${text}`);
});

test("a notebook that is not there, a parameter that it has not, and one of another type are told", () => {
  const of = (run: string): readonly string[] => problems(`zone: UTC\nschedules:\n  n:\n    cron: 0 0 * * *\n    run: ${run}`);
  expect(of("{ notebook: notebooks/66-none.ipynb }")[0]).toContain("notebooks/66-none.ipynb does not exist");
  expect(of("{ notebook: notebooks/06-windows.ipynb, parameters: { lookbak: 60 } }")[0]).toMatch(/^s\.yaml:5 schedules\.n\.run\.parameters\.lookbak: .*did you mean lookback\?/);
  expect(of("{ notebook: notebooks/06-windows.ipynb, parameters: { lookback: many } }")[0]).toContain('parameter "lookback" of 06-windows is a number, got "many"');
  expect(of("{ start: { only: [08-lstn] } }")[0]).toContain('there is no notebook "08-lstn"; did you mean 08-lstm?');
});

test("queue of what is no notebook is told", () => {
  const of = (run: string): readonly string[] => problems(`zone: UTC\nschedules:\n  n:\n    cron: 0 0 * * *\n    run: ${run}`);
  expect(of("{ start: {}, queue: true }")[0]).toMatch(/^s\.yaml:5 schedules\.n\.run\.queue: belongs to notebook/);
  expect(of("{ command: [train, --queue], queue: true }")[0]).toContain("has it among its words");
});

test("YAML that cannot be read is told with its line and column", () => {
  expect(problems("schedules:\n  n: [")[0]).toMatch(/^s\.yaml:2:7 YAML: /);
  expect(problems("zone: UTC\nzone: UTC\nschedules: {}")[0]).toMatch(/^s\.yaml:2:1 YAML: Map keys must be unique/);
  expect(problems("")).toEqual(["s.yaml:1 schedules: is missing (record)"]);
});

test.each([
  ["aliases that unfold without end", `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nschedules: *c`, /^s\.yaml:1 YAML: its aliases .* cannot be unfolded/],
  ["brackets without end", "[".repeat(20_000), /^s\.yaml:\d+(:\d+)? YAML: /],
  ["a file of megabytes", `#${"x".repeat(1_000_001)}`, /^s\.yaml:1 YAML: has 1000002 signs/],
  ["a list of schedules", "schedules: [1]", /^s\.yaml:1 schedules: wants names below it/],
  ["a name that is a path", "schedules: { ../../x: { run: {} } }", /wants a name of small letters/],
  ["nothing under a name", "schedules: { n: }", /^s\.yaml:1 schedules\.n: wants fields below it; got null/],
  ["a tag that asks for code", "schedules: { n: { cron: !!js/function 'x', zone: UTC, run: { command: [doctor] } } }", /^s\.yaml:1 schedules\.n\.cron: /],
])("%s is told in words", (_, yaml, text) => {
  expect(problems(yaml)[0]).toMatch(text);
});

test("a wrong channel is told; secrets are named by their variables alone", () => {
  const of = (channel: string): readonly string[] => problems(`alerts:\n  channels:\n    desk: ${channel}\nschedules: {}`);
  expect(of("{ type: webhok, url: x }")[0]).toBe('s.yaml:3 alerts.channels.desk.type: wants one of file, webhook, email; got "webhok"');
  expect(of("{ type: webhook }")[0]).toContain("wants one of url and urlFrom");
  expect(of("{ type: email, host: h, password: hunter2! }")[0]).toContain("wants the name of an environment variable");
  expect(of("{ type: file, pth: x }")[0]).toContain("alerts.channels.desk.pth: is no field here. Did you mean path? Fields: kinds, timeout, type, path, megabytes, keep");
});
