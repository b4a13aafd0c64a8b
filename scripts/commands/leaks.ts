import { Command, InvalidArgumentError, Option } from "commander";
import { setImmediate } from "node:timers/promises";
import { formatBarTime, INTERVALS, loadBars, type Bars, type Interval } from "../../lib/market/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { detectionPower, everyFactorJudged, formatHorizon, formatLeakFinding, formatOpenStamp, formatZooReport, judgeHorizon, leakReportLater, leakTable, openStamp, warmUpTable, zooReport, type LeakReport, type Panel, type TextTable } from "../../lib/validation/index.ts";
import { explain } from "../explain.ts";
import { interruption, stopIfInterrupted } from "../interruption.ts";
import { readBars } from "../readBars.ts";
import { userColumns } from "../userColumns.ts";
import { userFunctions, type Exported } from "../userFunctions.ts";

type Options = {
  readonly input?: string; readonly reference?: string; readonly export?: string; readonly seed: number; readonly cuts: number;
  readonly interval?: Interval; readonly warmUp?: true; readonly zoo?: true;
};

export function leaksCommand(): Command {
  return new Command("leaks")
    .description("Looks for values that know the future in what your function makes of bars. Exit code 0: clean, 1: something was found, 2: the function or the command line cannot be used.")
    .argument("[file]", "TypeScript or JavaScript with a function (bars) => columns, which may be async; bars holds closeTime, open, high, low, close, volume")
    .option("--input <bars.csv>", "bars: date,open,high,low,close,volume (default: the embedded S&P 500)")
    .option("--reference <bars.csv>", "bars of another market, given to the function as its second argument")
    .option("--export <name>", "the function to judge (default: the default export, else every function)")
    .option("--seed <number>", "seed of cuts and changes", whole(0), 1)
    .option("--cuts <number>", "cuts of each test; 22 times as many neighbouring ones are added", whole(1), 12)
    .option("--warm-up", "print how each column settles with the number of rows")
    .option("--zoo", "judge the detector itself: planted leaks, their clean twins and every factor")
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times)").choices(INTERVALS))
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
A file to judge:
  export default function (bars) {
    return { momentum: bars.close.map((price, row) => price / bars.close[row - 20] - 1) };
  }

Examples:
  npx marketbook leaks momentum.ts --input bars.csv --export momentum
  npx marketbook leaks spread.ts --input spy.csv --reference vix.csv --warm-up
  npx marketbook leaks --zoo`;

async function run(file: string | undefined, options: Options, command: Command): Promise<void> {
  interruption();
  if (options.zoo) return judgeZoo(options);
  if (file === undefined) command.error("error: name the file with your function, or ask for --zoo");
  const usable = async <Value>(wanted: Promise<Value>): Promise<Value> => wanted.catch((error: unknown) => command.error(`error: ${explain(error)}`));
  const functions = await usable(userFunctions(file, options.export));
  const bars = await usable(options.input === undefined ? loadBars() : readBars(options.input, { interval: options.interval }));
  const reference = options.reference === undefined ? undefined : renamed(await usable(readBars(options.reference, {})), bars);
  const panel = { [bars.symbol]: bars, ...(reference && { [reference.symbol]: reference }) };
  console.log(`${file}: ${functions.length === 1 ? functions[0]!.name : `${functions.length} functions`}, judged on ${[bars, ...(reference ? [reference] : [])].map(said).join(" and ")}`);
  const stamp = reference && openStamp(reference, bars);
  if (stamp) console.log(`\n${formatOpenStamp(stamp)}`);
  const outcomes: Outcome[] = [];
  for (const one of functions) outcomes.push(await judge(one, panel, bars, options));
  const refused = outcomes.flatMap((outcome) => (typeof outcome === "string" ? [outcome] : []));
  if (refused.length === outcomes.length) command.error(`error: ${refused.join(". ")}`);
  for (const reason of refused) console.log(`\nleft out: ${reason}`);
  process.exitCode = stamp || outcomes.some((outcome) => outcome === true) ? 1 : 0;
}

/** Whether something was found, or why the function cannot be judged. */
type Outcome = boolean | string;

async function judge({ call, name }: Exported, panel: Panel, bars: Bars, { cuts, seed, warmUp }: Options): Promise<Outcome> {
  const others = Object.keys(panel).filter((symbol) => symbol !== bars.symbol);
  const made = async (given: Panel) => {
    await setImmediate();
    const own = given[bars.symbol]!;
    return userColumns(await call(own, ...others.map((symbol) => given[symbol])), name, own);
  };
  let whole;
  try {
    whole = await made(structuredClone(panel));
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const report = await leakReportLater(async (given) => ({ [bars.symbol]: (await made(given)).columns }), panel, { key: randomKey(seed), cuts }, progress(name));
  progress(name)(undefined);
  const { columns, horizon } = whole;
  const label = report.columns[0];
  const seen = label && Object.values(label.seen).toSorted((a, b) => b.barsAhead - a.barsAhead)[0];
  const sentences = horizon === undefined || label === undefined
    ? report.columns.flatMap(({ findings }) => findings).map((finding) => ({ isLeak: finding.code === "look-ahead" || finding.code === "not repeatable", text: formatLeakFinding(finding) }))
    : judgeHorizon(name, { horizon, values: columns.values[name]! }, bars, seen).map((finding) => ({ isLeak: true, text: formatHorizon(finding) }));
  tell(leakTable(report));
  if (warmUp) tell(warmUpTable(report));
  console.log(["", ...sentences.map(({ text }) => text), closing(report, sentences.filter(({ isLeak }) => isLeak).length, horizon), ...refusals(report)].join("\n"));
  return sentences.some(({ isLeak }) => isLeak);
}

function closing(report: LeakReport, found: number, horizon: number | undefined): string {
  const { columns, cuts } = report;
  const tried = Object.entries(cuts).filter(([, count]) => count > 0).map(([test, count]) => `${count} of ${test}`).join(", ");
  const what = horizon === undefined ? (found === 0 ? "no look ahead found" : `${found} found`) : found === 0 ? `looks ahead exactly the ${horizon} bars it declares` : `${found} found`;
  return `${columns.length} ${columns.length === 1 ? "column" : "columns"}: ${what}; cuts tried: ${tried}. A leak on one row in 100 would have been seen with probability ${detectionPower(report, 0.01).toFixed(2)}; --cuts raises it.`;
}

/** Where the function threw: it wants more bars, which is no leak. */
function refusals({ refusals: thrown }: LeakReport): readonly string[] {
  const [first] = thrown.toSorted((a, b) => b.bars - a.bars);
  if (!first) return [];
  return [`On ${thrown.length} shorter histories, of up to ${first.bars} bars, the function threw instead of answering ("${first.message}"). That is no leak; those cuts were left out.`];
}

function judgeZoo({ cuts, seed }: Options): void {
  const report = zooReport({ key: randomKey(seed), cuts, clean: everyFactorJudged(randomKey(seed)), onSpecimen: (test, position, count) => progress("zoo")({ test, position, count }) });
  progress("zoo")(undefined);
  tell({
    columns: ["planted leak", "planted", "found", "by", "what is wrong with it"],
    rows: report.caught.map(({ findings, isCaught, specimen }) => [
      specimen.name, specimen.barsAhead === undefined ? "many" : `${specimen.barsAhead} ahead`, isCaught ? `${findings[0]!.barsAhead} ahead` : "missed", findings[0]?.test ?? "", specimen.says,
    ]),
  });
  console.log(`\n${formatZooReport(report)}`);
  process.exitCode = report.falseAlarms.length === 0 && report.caught.every(({ isCaught }) => isCaught) ? 0 : 1;
}

function tell({ columns, rows }: TextTable): void {
  console.log(`\n${alignedTable(columns, rows).join("\n")}`);
}

/** One line of progress on a terminal, written over; wiped at the end. */
function progress(name: string): (step: { readonly test: string; readonly position: number; readonly count: number } | undefined) => void {
  return (step) => {
    stopIfInterrupted();
    if (process.stderr.isTTY) process.stderr.write(step === undefined ? "\r\x1b[K" : `\r\x1b[K${name}: ${step.test} ${step.position + 1} of ${step.count}`);
  };
}

function said({ closeTime, symbol }: Bars): string {
  return `${symbol} (${closeTime.length} bars, ${formatBarTime(closeTime[0]!)} to ${formatBarTime(closeTime.at(-1)!)})`;
}

/** The reference under another name where both files are called alike. */
function renamed(reference: Bars, { symbol }: Bars): Bars {
  return reference.symbol === symbol ? { ...reference, symbol: `${symbol} (reference)` } : reference;
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || text.trim() === "") throw new InvalidArgumentError(`it must be a whole number ≥ ${least}`);
    return value;
  };
}
