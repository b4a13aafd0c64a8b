import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { randomBars } from "../../lib/factors/fixtures/randomBars.ts";
import { formatBarsCsv } from "../../lib/market/index.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { leaksCommand } from "./leaks.ts";

const folder = commandFolder("leaks");
const bars = randomBars(500, 3);
const entry = path.join(projectFolder, "scripts", "marketbook.ts");

/** The command as a user runs it, on a file with this source and 500 bars. */
function leaks(source: string, { args = [], name = "mine.ts", csv = formatBarsCsv(bars) }: { args?: readonly string[]; name?: string; csv?: string } = {}) {
  const [file, input] = [folder.at(name), folder.at("bars.csv")];
  writeFileSync(file, source);
  writeFileSync(input, csv);
  return marketbook([file, "--input", input, ...args]);
}

function marketbook(args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", entry, "leaks", ...args], { cwd: folder.path, encoding: "utf8", env: { ...process.env, MARKETBOOK_DEBUG: "" } });
  return { status, stderr, stdout };
}

const CLEAN = "(bars: { close: Float64Array }) => bars.close.map((price, row) => price / bars.close[row - 5] - 1)";
const LEAKY = "({ close }: { close: Float64Array }) => ({ past: close, lead: Array.from(close, (_, row) => close[row + 3]) })";

describe("a function is judged", () => {
  test("a clean one with exit code 0, its table and how strong the evidence is", () => {
    const { status, stderr, stdout } = leaks(`export const momentum = ${CLEAN};`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/mine\.ts: momentum, judged on bars \(500 bars, 2015-01-01 to 2016-05-14\)/);
    expect(stdout).toMatch(/^ {2}momentum {2}clean +clean +clean +5 {2}16 rows$/m);
    expect(stdout).toMatch(/1 column: no look ahead found; cuts tried: \d+ of truncation, \d+ of future perturbation, 1 of timestamp shift\. A leak on one row in 100 would have been seen with probability 0\.9\d/);
  });

  test("a leaky one with exit code 1 and a sentence a finding", () => {
    const { status, stdout } = leaks(`export default ${LEAKY};`);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}lead +3 ahead, row \d+ +3 ahead, row \d+/m);
    expect(stdout).toMatch(/^"lead" at row \d+ \(20\d\d-\d\d-\d\d\) looks 3 bars ahead: [\d.]+ with the later rows, NaN when they are taken away\.$/m);
    expect(stdout).toMatch(/^ {2}past +clean/m);
  });

  test("JavaScript, an async function, a table of columns, and the seed that cuts", () => {
    const source = "export default async ({ close, closeTime }) => ({ closeTime, names: ['x'], values: { x: close } });";
    const first = leaks(source, { name: "mine.mjs", args: ["--seed", "4"] });
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(leaks(source, { name: "mine.mjs", args: ["--seed", "4"] }).stdout).toBe(first.stdout);
  });

  test("a file of several functions, all or the one named", () => {
    const source = `export const a = ${CLEAN};\nexport const b = ${LEAKY};\nexport const mean = (values: number[]) => 0;\nexport const size = 3;`;
    const all = leaks(source);
    expect(all.status).toBe(1);
    expect(all.stdout).toContain("3 functions");
    expect(all.stdout).toContain("left out: mean: mean returned a number. It must return one number a bar");
    expect(leaks(source, { args: ["--export", "a"] }).status).toBe(0);
  });

  test("a label by the horizon it declares", () => {
    const label = (horizon: number) => `export default ({ close }) => ({ horizon: ${horizon}, values: close.map((price, row) => close[row + 2] / price - 1) });`;
    expect(leaks(label(2))).toMatchObject({ status: 0, stdout: expect.stringContaining("looks ahead exactly the 2 bars it declares") });
    expect(leaks(label(1))).toMatchObject({ status: 1, stdout: expect.stringContaining("declares a horizon of 1 bar and looks 2 ahead") });
  });

  test("one that wants more bars is no leak", () => {
    const { status, stdout } = leaks(`export default ({ close }) => { if (close.length < 200) throw new Error("too short"); return close; };`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/On \d+ shorter histories, of up to 1\d\d bars, the function threw instead of answering \("too short"\)\. That is no leak/);
  });

  test("one that is random is not clean", () => {
    expect(leaks("export default ({ close }) => close.map((price) => price + Math.random());")).toMatchObject({ status: 1, stdout: expect.stringContaining("differs when it is computed twice from the same bars") });
  });

  test("with --warm-up, how it settles", () => {
    const source = "export default ({ close }) => { const mean = close.slice(); for (let t = 1; t < mean.length; t++) mean[t] = 0.9 * mean[t - 1] + 0.1 * mean[t]; return mean; };";
    expect(leaks(source, { args: ["--warm-up"] }).stdout).toMatch(/^ {2}column +16 rows +32 rows +64 rows[^]*^ {2}default +[\d.]+ % +[\d.]+ %/m);
  });

  test("with a reference, whose future it sees and whether its stamps are those of the open", () => {
    const early = { ...bars, closeTime: bars.closeTime.map((time) => time + 1 - 86_400_000) };
    writeFileSync(folder.at("vix.csv"), formatBarsCsv(early));
    const { status, stdout } = leaks("export default ({ close }, vix) => ({ spread: close.map((price, row) => price / vix.close[row]) });", { args: ["--reference", folder.at("vix.csv")] });
    expect(status).toBe(1);
    expect(stdout).toContain("vix seems to be stamped with the open of its bars");
    expect(stdout).toMatch(/^ {2}spread +bars +clean +clean +clean +1 ahead/m);
    expect(stdout).toMatch(/^"spread" of bars .* looks 1 bar ahead into vix, once the times are shifted/m);
  });
});

describe("what cannot be judged is refused in one sentence, with exit code 2", () => {
  test.each<[string, string, RegExp]>([
    ["a file without exports", "const a = 1;", /mine\.ts exports no function; write export default function/],
    ["a file whose exports are no functions", "export const size = 3;", /exports no function \(its exports are size\)/],
    ["wrong syntax", "export default function ( {", /mine\.ts cannot be loaded: its syntax is wrong/],
    ["an enum, which is no type", `enum Side { Long }\nexport default ${CLEAN};`, /Node only takes types away: write a const object for an enum/],
    ["an import that is not there", `import { x } from "./none.ts";\nexport default () => x;`, /Cannot find module .*none\.ts.*Paths of imports begin with \.\/ and end in \.ts/],
    ["a file that throws", 'throw new Error("no licence");\nexport default 1;', /mine\.ts cannot be loaded: no licence/],
    ["the wrong number of values", "export default ({ close }) => ({ x: close.slice(3) });", /column "x" has 497 values for 500 bars\. Return one value a bar, NaN where there is none/],
    ["rows instead of columns", "export default ({ close }) => Array.from(close, (x) => ({ x }));", /row 0 is an object; a column holds numbers\. Return an object of arrays/],
    ["text in a column", 'export default ({ close }) => ({ x: Array.from(close, () => "up") });', /column "x", row 0 is the text "up"; a column holds numbers/],
    ["nothing", "export default () => {};", /returned nothing\. It must return one number a bar/],
    ["a function that throws on all bars", 'export default () => { throw new Error("boom"); };', /default: boom/],
    ["a horizon of no bars", "export default ({ close }) => ({ horizon: 0, values: close });", /a label with the horizon 0; a horizon is a whole number of bars ≥ 1/],
  ])("%s", (_, source, message) => {
    const { status, stderr } = leaks(source);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^marketbook leaks: [^\n]*See npx marketbook leaks --help\n$/);
    expect(status).toBe(2);
  });

  test.each<[string, readonly string[], RegExp]>([
    ["no file", [], /name the file with your function, or ask for --zoo/],
    ["an export that is not there", ["mine.ts", "--export", "b"], /mine\.ts exports no function "b"; its exports are a/],
    ["bars that are not there", ["mine.ts", "--input", "none.csv"], /none\.csv/],
    ["a reference that is not there", ["mine.ts", "--reference", "none.csv"], /none\.csv/],
  ])("%s", (_, args, message) => {
    writeFileSync(folder.at("mine.ts"), `export const a = ${CLEAN};`);
    writeFileSync(folder.at("bars.csv"), formatBarsCsv(bars));
    const { status, stderr } = marketbook(args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) });
  });

  test.each<[string, readonly string[], RegExp]>([
    ["a file that is not there", ["none.ts"], /none\.ts: there is no such file/],
    ["a folder", ["."], /\. is a folder; name a file/],
    ["a file of another kind", ["README.md"], /README\.md is no TypeScript or JavaScript file; its name must end in \.ts, \.mts, \.js, \.mjs/],
    ["a seed that is no number", ["mine.ts", "--seed", "x"], /'--seed <number>' argument 'x' is invalid\. it must be a whole number ≥ 0/],
    ["no cuts", ["mine.ts", "--cuts", "0"], /it must be a whole number ≥ 1/],
  ])("%s, before any function is loaded", async (_, args, message) => {
    await expect(leaksCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([...args], { from: "user" })).rejects.toThrow(message);
  });
});
