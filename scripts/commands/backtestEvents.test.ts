import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore } from "../../lib/market/store/openStore.ts";
import { formatBarsCsv, type CorporateAction } from "../../lib/market/index.ts";
import { barsOfCloses } from "../../lib/strategies/markets.fixture.ts";
import { backtestCommand } from "./backtest.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { replayCommand } from "./replay.ts";

const folder = commandFolder("backtest-events");
const { at, printed } = folder;
/** Bars without a move but that of a split: what a strategy earns is the events alone. */
const flat = (symbol: string, price: (t: number) => number) => {
  const bars = barsOfCloses(symbol, Array.from({ length: 60 }, (_, t) => price(t)));
  return { ...bars, open: bars.close, high: bars.close, low: bars.close };
};
/** A split 2:1 before the bar of 2000-02-10, in prices as they traded and in adjusted ones. */
const [traded, adjusted] = [flat("A", (t) => (t < 40 ? 100 : 50)), flat("B", () => 50)];
const [exDay, last] = [40, 59].map((t) => new Date(traded.closeTime[t]!).toISOString().slice(0, 10));
const FREE = ["--commission-bps", "0", "--spread-bps", "0", "--slippage-bps", "0"];

beforeEach(() => {
  writeFileSync(at("A.csv"), formatBarsCsv(traded));
  writeFileSync(at("B.csv"), formatBarsCsv(adjusted));
  writeFileSync(at("hold.ts"), `export default { name: "hold", start: ({ assets }) => (market, broker) => { if (market.of().count === 1) for (const asset of assets) broker.targetShare(asset, 1 / assets.length); } };`);
});

afterEach(() => {
  process.exitCode = undefined;
});

const command = (...argv: string[]) => backtestCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });
const run = (...argv: string[]) => command("--input", at("A.csv"), "--strategy", at("hold.ts"), "--output", at("report.json"), ...FREE, ...argv);
const report = (): { readonly equity: { readonly strategy: number; readonly buyAndHold: number }[] } & Record<string, unknown> => JSON.parse(readFileSync(at("report.json"), "utf8"));
const end = () => report().equity.at(-1)!;
const write = (name: string, ...lines: string[]) => {
  writeFileSync(at(name), `${lines.join("\n")}\n`);
  return at(name);
};
const split = () => write("split.csv", "date,kind,value", `${exDay},split,2`);

describe("a delisting of a file", () => {
  test("takes what its holders lost from the strategy and from buy-and-hold", async () => {
    await run("--actions", split(), "--delistings", write("d.csv", "date,return", `${last},-0.3`));
    expect(end()).toMatchObject({ strategy: expect.closeTo(70_000, 6), buyAndHold: expect.closeTo(70_000, 6) });
    expect(report()).toMatchObject({ findings: [{ code: "delisted", where: { date: last } }], parameters: { delistings: expect.stringMatching(/^[0-9a-f]{64}$/), actions: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(JSON.stringify(report()["assumptions"])).toContain("changed by its delisting return where one is given (A -30 %)");
    expect(printed.join("\n")).toContain(`Delistings of ${at("d.csv")}: A on ${last}, -30 %`);
  });

  test("reaches signals too, and those of other assets are told", async () => {
    write("signals.csv", "date,position", ...Array.from(traded.closeTime, (time) => `${new Date(time).toISOString().slice(0, 10)},1`));
    await command("--input", at("B.csv"), "--signals", at("signals.csv"), "--output", at("report.json"), ...FREE, "--delistings", write("d.csv", "symbol,date,return", `B,${last},-1`, `Z,${last},`));
    expect(end()).toMatchObject({ strategy: 0, buyAndHold: 0 });
    expect(printed.join("\n")).toContain(`B on ${last}, -100 %; left out: Z, of which there are no bars`);
  });

  test("comes again in a replay, and a file that has changed is the first difference", async () => {
    const file = write("d.csv", "date,return", `${last},-0.3`);
    await run("--actions", split(), "--delistings", file);
    await replayCommand().parseAsync(["last"], { from: "user" });
    expect(printed.join("\n")).toMatch(/Equal to the last bit: \d+ items of 3 stages/);
    write("d.csv", "date,return", `${last},-0.4`);
    await replayCommand().parseAsync(["last"], { from: "user" });
    expect(printed.join("\n")).toContain("The first difference:\n  raw data of backtest, delistings, A.delistingReturn: expected -0.3, got -0.4\n");
    expect(process.exitCode).toBe(1);
  });
});

describe("splits and dividends of a file", () => {
  test("change units and are paid; without them a split is a loss", async () => {
    await run();
    expect(end().strategy).toBeCloseTo(50_000, 6);
    await run("--actions", write("a.csv", "symbol,date,kind,value", `A,${exDay},split,2`, `A,${last},dividend,1`));
    expect(end()).toMatchObject({ strategy: expect.closeTo(102_000, 6), buyAndHold: expect.closeTo(102_000, 6) });
    expect(report()["dividends"]).toBeCloseTo(2000, 6);
    expect(printed.join("\n")).toContain("2000.00 of dividends is in the equity of hold, and in no trade's profit");
  });

  test("beside adjusted prices only the dividends are booked, in the shares of those prices", async () => {
    const file = write("a.csv", "symbol,date,kind,value", `B,${exDay},split,2`, "B,2000-01-20,dividend,2");
    await command("--input", at("B.csv"), "--strategy", at("hold.ts"), "--output", at("report.json"), ...FREE, "--actions", file, "--adjusted", "splits");
    // 100,000 buys 2000 shares at 50; 2 a share of then is 1 a share of now.
    expect(end().strategy).toBeCloseTo(102_000, 6);
    expect(printed.join("\n")).toContain("1 and 1, 2000-01-20 to 2000-02-10; the splits are in the prices already and only count the dividends");
  });

  test("that the prices contradict are refused, for they would count twice or not at all", async () => {
    const file = write("a.csv", "date,kind,value", `${exDay},split,2`);
    await expect(command("--input", at("B.csv"), "--strategy", at("hold.ts"), "--output", at("report.json"), "--actions", file)).rejects.toThrow(`${file}: B on ${exDay}: expected a jump by the split 2:1, got 50 before, 50 after. If the prices are adjusted for splits, say --adjusted splits; else mend the file or the bars`);
    await expect(run("--actions", file, "--adjusted", "splits")).rejects.toThrow("If the prices are as they traded, say --adjusted no");
    expect(existsSync(folder.runs)).toBe(false);
  });

  test("are taken from the store with the bars, where it says what the prices are adjusted for", async () => {
    vi.stubEnv("DATABASE_URL", at("store"));
    const store = await openStore();
    const dividend: CorporateAction = { kind: "dividend", symbol: "X", exTime: Date.UTC(2000, 0, 20, 5), amount: 1 };
    const page = { bars: { ...adjusted, symbol: "X" }, covers: { from: adjusted.closeTime[0]! - 1, to: adjusted.closeTime.at(-1)! }, answers: [], findings: [] };
    await store.savePage("yahoo", { ...page, actions: [dividend] });
    await store.saveBars({ ...adjusted, symbol: "Y" }, { source: "file" });
    await store.close();
    const stored = (symbol: string) => command("--source", "store", "--symbol", symbol, "--strategy", at("hold.ts"), "--output", at("report.json"), ...FREE, "--actions", "store");
    await stored("X");
    expect(end().strategy).toBeCloseTo(102_000, 6);
    await expect(stored("Y")).rejects.toThrow("does not say what the 1d prices of Y are adjusted for; give a file of splits and dividends with --actions, and --adjusted");
  });
});

test.each([
  ["a file that is not there", ["--delistings", "nowhere.csv"], "nowhere.csv: there is no such file to read delistings from"],
  ["an empty file", ["--actions", "empty.csv"], "empty.csv: there are no splits or dividends in it"],
  ["a delisting before the first bar", ["--delistings", "early.csv"], "that of A on 1999-01-04 comes before its first bar"],
  ["an adjustment of nothing", ["--adjusted", "splits"], "--adjusted says what the prices are adjusted for beside --actions"],
  ["the store beside a file of bars", ["--actions", "store"], "--actions store are those that were fetched with the bars of --source store"],
  ["a file that would be overwritten", ["--delistings", "early.csv", "--output", "early.csv"], "--output early.csv would overwrite early.csv, which is read"],
])("%s is refused, and no report is written", async (_, argv, message) => {
  write("empty.csv");
  write("early.csv", "date", "1999-01-04");
  const placed = argv.map((word) => (word.endsWith(".csv") ? at(word) : word));
  await expect(run(...placed)).rejects.toThrow(message.replace(/(early)\.csv/g, at("$1.csv")));
  expect(existsSync(at("report.json"))).toBe(false);
});
