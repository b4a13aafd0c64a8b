import { describe, expect, test } from "vitest";
import { backtest, buyAndHold } from "../../backtest/index.ts";
import { randomKey } from "../../random/index.ts";
import { searchMap, strategyReport, type ReportOptions, type StrategyReport } from "../../statistics/index.ts";
import { walkBars } from "../bars.fixture.ts";
import { shownBy } from "../notebook.fixture.ts";
import { reportPage } from "./reportPage.ts";
import { headline } from "./sections/verdict.ts";
import { showReport } from "./showReport.ts";
import { dateTicks, growthTicks } from "./ticks.ts";

const bars = { ...walkBars(1500), symbol: 'A<b>&"C"' };
const wanted = bars.close.map((_, t) => [1, 0, -1, 0][Math.floor(t / 15) % 4]!);
const sets = [5, 10].flatMap((fast) => [20, 50].map((slow) => ({ fast, slow })));
const search = searchMap({ rule: "cross<over>", grid: { fast: [5, 10], slow: [20, 50] }, sets, trials: 4 }, [0.1, 0.2, -0.3, Number.NaN]);
const reportOf = (options: Partial<ReportOptions> = {}) => strategyReport(backtest(bars, wanted), buyAndHold(bars), { key: randomKey(1), resamples: 50, ...options });
const full = reportOf({
  bars, search, name: "<script>alert(1)</script>", parameters: { "fast<": 5 }, trials: { count: 4, varianceOfSharpes: 0.1 }, provenance: { digest: "abc123", seed: 7, settings: { commissionBps: 1 } },
});
const page = reportPage(full);
const headings = (html: string) => [...html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, words]) => words);
/** Words that only a mistake would put into the page; the script may know them. */
const slips = (html: string) => [...html.slice(0, html.indexOf("<script>")).matchAll(/.{0,40}(NaN|undefined|Infinity|\[object).{0,40}/g)].map(([found]) => found).slice(0, 3);
const part = (html: string, id: string) => new RegExp(`<section id="${id}">[^]*?</section>`).exec(html)?.[0] ?? "";

describe("the page of a report", () => {
  test("says what it means before what it looks like", () => {
    expect(headings(page)).toMatchInlineSnapshot(`
      [
        "Verdict",
        "Targets that people quote",
        "Beside buy-and-hold",
        "Equity and drawdown",
        "Returns by month, %",
        "Regimes and calendar months",
        "Trades",
        "Exposure",
        "Rolling Sharpe ratio",
        "What trading cost",
        "Parameters, and the trials behind them",
        "What might have come of the same returns",
        "Findings",
        "What was assumed",
        "Where it comes from",
      ]
    `);
  });

  test("asks nothing of a network and holds one script, its own", () => {
    expect(page.match(/https?:|src=|@import|<link (?!rel="icon" href="data:).*/g)).toBeNull();
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.length).toBeLessThan(2_000_000);
  });

  test("escapes every name that comes from outside", () => {
    expect(page).toContain("<h1>&lt;script&gt;alert(1)&lt;/script&gt; <span>on A&lt;b&gt;&amp;&quot;C&quot;</span></h1>");
    expect(page.match(/<b>|cross<over>|fast<(?!\/)/g)).toBeNull();
  });

  test("lets no name turn the reading direction of what follows", () => {
    const turned = reportPage(reportOf({ name: "gain\u202e % 05", parameters: { "fast\u2066": 5 } }));
    expect(turned).toContain("gain\ufffd % 05");
    expect(turned.match(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)).toBeNull();
  });

  test("names kurtosis as it is measured, 3 for normal returns", () => {
    expect(part(page, "comparison")).toContain(`kurtosis, 3 if normal</th><td>${Number(full.performance[0]!.kurtosis).toFixed(2)}<`);
  });

  test("lists parameters and settings once each", () => {
    const one = part(reportPage(reportOf({ parameters: { fast: 5, capital: 100_000 }, provenance: { settings: { capital: 100_000, commissionBps: 1 } } })), "provenance");
    expect([...one.matchAll(/<tr><th scope="row">([^<]+)<\/th>/g)].map(([, name]) => name)).toEqual(["strategy", "fast", "capital", "commissionBps", "digest of the bars", "seed", "version of the report"]);
  });

  test("holds the sentences of the verdict, the targets, the intervals, each assumption, and what makes it come out again", () => {
    for (const sentence of full.assumptions) expect(part(page, "assumptions")).toContain(sentence.replaceAll("'", "&#39;"));
    expect(part(page, "verdict").match(/<p>/g)).toHaveLength(full.verdict.sentences.length);
    expect(part(page, "targets")).toMatch(/Sharpe<\/th><td>&gt; 2<\/td><td>[−\d.]+<\/td><td>no/);
    expect(part(page, "comparison")).toMatch(/its interval<\/th><td>[−\d.]+ … [−\d.]+ \(95\u00a0%\)/);
    expect(part(page, "provenance")).toContain("<code>abc123</code>");
    expect(part(page, "provenance")).toMatch(/seed<\/th><td><code>7/);
  });

  test("marks entries and exits on candles, and lists every trade", () => {
    const trades = part(page, "trades");
    expect(trades.match(/<i class="entry long"/g)!.length).toBeGreaterThan(20);
    expect(trades.match(/<tr><th scope="row">\d{4}-/g)).toHaveLength(full.trades.length);
  });

  test("draws the equity on both scales, the better one shown; one that fell to 0 only on the linear", () => {
    const grown = (times: number) => reportPage({ ...full, equity: full.equity.map((row, t) => ({ ...row, strategy: t === 0 ? 100 : 100 * times, buyAndHold: 100 })) });
    const checked = (html: string) => /<input[^>]*id="scale-(\w+)" checked>/.exec(part(html, "equity"))?.[1];
    expect([checked(grown(3)), checked(grown(3.1))]).toEqual(["linear", "logarithmic"]);
    expect(part(grown(3), "equity").match(/aria-label="Equity at each close[^"]*"/g)).toEqual(['aria-label="Equity at each close"', 'aria-label="Equity at each close, logarithmic: equal distances are equal growth"']);
    expect(part(grown(0), "equity").match(/aria-label="Equity at each close[^"]*"|<input/g)).toEqual(['aria-label="Equity at each close"']);
  });

  test("draws the candles of prices that grew more than threefold on a logarithmic axis", () => {
    const grown = (times: number) => reportPage({ ...full, prices: full.prices.map((one) => ({ ...one, ...Object.fromEntries(["open", "high", "low", "close"].map((name) => [name, one.date.map((_, t) => 10 * times ** (t / (one.date.length - 1)))])) })) });
    const label = (html: string) => /aria-label="(Candles of [^"]*)"/.exec(part(html, "trades"))![1];
    expect([label(grown(2.9)), label(grown(9))].map((words) => words!.endsWith(", logarithmic"))).toEqual([false, true]);
  });

  test("frames the best set and counts the trials", () => {
    expect(part(page, "parameters")).toMatch(/class="gain best" style="--s:0.67">0.20</);
    expect(part(page, "parameters")).toContain("4 sets were run");
  });
});

describe("the headline", () => {
  const judged = (deflatedSharpe: number) => headline({ ...full, verdict: { ...full.verdict, difference: { low: 0.1, high: 1, confidence: 0.95 }, deflatedSharpe } });

  test("asks the deflated Sharpe ratio as strictly as the sentences below it", () => {
    expect(judged(0.98)).toContain("beyond the choice among its trials");
    expect(judged(0.96)).toContain("the choice among its trials explains it");
  });
});

test("the ticks of a growth axis are 1, 2 and 5 of each decade, fewer over many, and even ones within one", () => {
  const ticks = (low: number, high: number) => growthTicks(low, high, String).map(({ words }) => words);
  expect(ticks(70, 1200)).toEqual(["100", "200", "500", "1000"]);
  expect(ticks(90, 90_000)).toEqual(["100", "300", "1000", "3000", "10000", "30000"]);
  expect(ticks(1, 1e9)).toEqual(["1", "100", "10000", "1000000", "100000000"]);
  expect(ticks(100, 190)).toEqual(["100", "120", "140", "160", "180"]);
});

describe("the ticks of a time axis", () => {
  const days = (count: number) => Array.from({ length: count }, (_, t) => new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10));

  test("leave room for their words on a phone: days fewer than months, months fewer than years", () => {
    expect([2000, 200, 40].map((count) => dateTicks(days(count)).map(({ words }) => words))).toEqual([
      ["2021", "2022", "2023", "2024", "2025"], ["2020-02", "2020-04", "2020-06"], ["2020-01-02", "2020-01-15", "2020-01-28"],
    ]);
  });
});

describe("what cannot be told", () => {
  test("says N/A and why in its place", () => {
    const bare = reportPage(reportOf());
    expect(headings(bare)).toEqual(headings(page));
    expect(part(bare, "regimes")).toContain("N/A: the bars were not given");
    expect(part(bare, "trades")).toContain("N/A: the bars were not given, so there are no candles.");
    expect(part(bare, "parameters")).toContain("N/A: no search of parameters was given");
    expect(part(bare, "parameters")).toContain("N/A: the trials were not counted");
    expect(part(bare, "provenance")).toContain("N/A: no seed was given");
    expect([...slips(page), ...slips(bare)]).toEqual([]);
  });

  test("leaves a whole page of a run that never traded, of one of few bars, and of a ruined one", () => {
    const few = { ...bars, closeTime: bars.closeTime.slice(0, 12), open: bars.open.slice(0, 12), high: bars.high.slice(0, 12), low: bars.low.slice(0, 12), close: bars.close.slice(0, 12), volume: bars.volume.slice(0, 12) };
    const ruin = { ...bars, open: bars.open.slice(), close: bars.close.slice() };
    ruin.close[700] = ruin.open[701] = 1e6;
    const pages = [
      strategyReport(backtest(bars, new Float64Array(1500)), buyAndHold(bars), { key: randomKey(1), resamples: 20, bars }),
      strategyReport(backtest(few, new Float64Array(12).fill(1)), buyAndHold(few), { key: randomKey(1), resamples: 20, bars: few }),
      strategyReport(backtest(ruin, new Float64Array(1500).fill(-1)), buyAndHold(ruin), { key: randomKey(1), resamples: 20, bars: ruin }),
    ].map((report: StrategyReport) => reportPage(JSON.parse(JSON.stringify(report))));
    for (const one of pages) {
      expect(headings(one)).toEqual(headings(page));
      expect(slips(one)).toEqual([]);
    }
    expect(part(pages[0]!, "trades")).toContain("It never traded.");
    expect(part(pages[1]!, "chance")).toContain("N/A: 11 returns, 30 needed");
    expect(part(pages[2]!, "months")).toContain("N/A: the equity fell to 0");
  });
});

test("a report under a cell shows verdict, tables and figures, and says N/A for the rest", async () => {
  const shown = JSON.stringify(await shownBy(() => showReport(reportOf({ bars }))));
  const words = ["cannot tell", "max drawdown", "Targets that people quote", "drawdown of strategy", "Returns by month", "N/A: no search of parameters was given", "Assumed:"];
  expect(words.filter((one) => !shown.includes(one))).toEqual([]);
});
