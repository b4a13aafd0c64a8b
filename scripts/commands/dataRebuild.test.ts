import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import type { Bars } from "../../lib/market/bars.ts";
import { formatBarTime } from "../../lib/market/barTime.ts";
import type { Answer } from "../../lib/market/connection/answer.ts";
import { aboutBars } from "../../lib/market/sources/barPage.ts";
import { binance } from "../../lib/market/sources/binance.ts";
import { binanceKlines } from "../../lib/market/sources/binanceVendor.fixture.ts";
import type { MarketStore } from "../../lib/market/store/marketStore.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import type { Segment } from "../../lib/market/store/segment.ts";
import { readSegment, segmentSizes, writeSegment } from "../../lib/market/store/segments.ts";
import { findSeries } from "../../lib/market/store/series.ts";
import { openSqlite } from "../../lib/market/store/sqlite.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { dataCommand } from "./data.ts";

const { at, printed } = commandFolder("rebuild");
afterEach(() => {
  process.exitCode = undefined;
});

const HOUR = 3_600_000;
const FIRST = Date.parse("2024-01-01");
const PAGES = 4;
const ROWS = PAGES * 1000;
const now = FIRST + ROWS * HOUR;
const symbol = "BTC-USDT";
const interval = "1h";

/** Klines of a thousand hours as Binance gives them; of some of them another close. */
function answerOf(page: number, { receivedAt = now, otherwise = 0 } = {}): Answer {
  const [from, to] = [FIRST + page * 1000 * HOUR, FIRST + (page + 1) * 1000 * HOUR];
  const rows = binanceKlines({ interval, startTime: String(from), limit: "1000" }, { now }).map((row, k) => (k < otherwise && Array.isArray(row) ? row.with(4, "1001.50000000") : row));
  const body = new TextEncoder().encode(JSON.stringify(rows));
  return { source: "binance", kind: "bars", about: aboutBars(symbol, interval, { from, to }), url: `https://api.binance.com/api/v3/klines?startTime=${from}`, receivedAt, body, sha256: createHash("sha256").update(body).digest("hex") };
}

/** Four pages, and the second once more, later, with three bars revised. */
async function fill(): Promise<void> {
  await using(async (store) => {
    for (const answer of [0, 1, 2, 3].map((page) => answerOf(page))) await store.savePage("binance", binance.barsOf!(answer));
    expect(await store.savePage("binance", binance.barsOf!(answerOf(1, { receivedAt: now + HOUR, otherwise: 3 })))).toMatchObject({ changed: 3 });
  });
}

async function using<T>(use: (store: MarketStore) => Promise<T>): Promise<T> {
  const store = await openStore(at("store"));
  return use(store).finally(() => store.close());
}

const barsNow = (): Promise<Bars> => using((store) => store.openBars(symbol, { interval }));
const barsThen = (): Promise<Bars> => using((store) => store.openBars(symbol, { interval, asOf: now }));
const rebuild = (...argv: string[]) => dataCommand().exitOverride().parseAsync(["rebuild", symbol, "--store", at("store"), ...argv], { from: "user" });

/** Changes the second stretch of the store by hand, as somebody who knows how it is kept. */
async function change(edit: (segment: Segment) => void): Promise<void> {
  const database = await openSqlite(at("store"), { waitMillis: 1000 });
  await database.write(async (session) => {
    const series = (await findSeries(session, symbol, interval))!;
    const number = (await segmentSizes(session, series, -Infinity, Infinity))[1]!.segment;
    const segment = (await readSegment(session, at("store"), series, number))!;
    edit(segment);
    await writeSegment(session, series, number, segment);
  });
  await database.close();
}

function sql(...statements: string[]): void {
  const database = new DatabaseSync(at("store/market.db"));
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** Zeroes instead of a stretch of a series. */
const zeroes = (name: string, k: number): string => `update segments set data = zeroblob(length(data)) where series = (select id from series where symbol = '${name}') and segment = (select min(segment) + ${k} from segments)`;

async function lastReport(...argv: string[]): Promise<Record<string, unknown>> {
  process.exitCode = undefined;
  await rebuild("--json", ...argv);
  return JSON.parse(printed.at(-1)!)[0];
}

test("a store as it was saved is found so, former versions too", async () => {
  await fill();
  expect(await lastReport()).toEqual({ symbol, interval, bars: ROWS, rebuilt: ROWS, withoutBytes: 0, otherwise: 0, unfounded: 0, lost: 0, unreadable: [], findings: [] });
  expect(process.exitCode).toBeUndefined();
});

test("a bar that its bytes have otherwise is told with both values, mended when asked, and keeps its origin and its former versions; again nothing is found", async () => {
  await fill();
  const [good, then, origins] = [await barsNow(), await barsThen(), await using((store) => store.origins(symbol, { interval }))];
  let closeTime = 0;
  await change((segment) => {
    closeTime = segment.closeTime[7]!;
    segment.close[7] = 12345;
  });
  const damaged = await barsNow();
  expect(damaged.close[good.closeTime.indexOf(closeTime)]).toBe(12345);

  await rebuild();
  const told = `error: rebuilt otherwise, ${symbol} ${interval}, ${formatBarTime(closeTime)}, close: expected ${good.close[good.closeTime.indexOf(closeTime)]}, as its bytes say, got 12345`;
  expect(printed.join("\n")).toContain(told);
  expect(printed.at(-1)).toBe("Nothing was changed; --write puts what the bytes say in its place, and takes out what they do not have.");
  expect(process.exitCode).toBe(1);
  expect(await barsNow()).toEqual(damaged);

  expect(await lastReport("--write")).toMatchObject({ otherwise: 1, lost: 0 });
  expect(process.exitCode).toBeUndefined();
  expect(await lastReport("--write")).toMatchObject({ otherwise: 0, findings: [], rebuilt: ROWS });
  expect([await barsNow(), await barsThen()]).toEqual([good, then]);
  expect(await using((store) => store.origins(symbol, { interval }))).toEqual(origins);
  expect(await using((store) => store.verify())).toEqual([]);
});

test("a bar and a former version that their bytes do not have are told, and taken out when asked: again nothing is found, and the time is asked again", async () => {
  await fill();
  const [good, then, origins] = [await barsNow(), await barsThen(), await using((store) => store.origins(symbol, { interval }))];
  // A close half an hour after the true one, in the middle of the stretch; a former version of a time that no bar has.
  await change((segment) => void (segment.closeTime[1000]! += HOUR / 2));
  sql("insert into revisions (series, close_time, origin, data) select series, close_time + 1, origin, data from revisions limit 1");
  const row = good.closeTime.findIndex((time) => time === Math.floor(time / (2048 * HOUR)) * 2048 * HOUR) + 1000;
  const moved = formatBarTime(good.closeTime[row]! + HOUR / 2);

  expect(await lastReport()).toMatchObject({ bars: ROWS, rebuilt: ROWS - 1, unfounded: 2, findings: expect.arrayContaining([{ code: "rebuilt otherwise", severity: "error", where: `${symbol} ${interval}, ${moved}`, expected: "none, as its bytes say", got: "a bar" }]) });
  expect(process.exitCode).toBe(1);
  expect(await lastReport("--write")).toMatchObject({ bars: ROWS - 1, rebuilt: ROWS - 1, unfounded: 2 });
  expect(process.exitCode).toBeUndefined();
  expect(await lastReport("--write")).toMatchObject({ bars: ROWS - 1, rebuilt: ROWS - 1, unfounded: 0, findings: [] });
  expect(await using((store) => store.verify())).toEqual([]);
  expect([...(await barsNow()).closeTime]).toEqual([...good.closeTime].toSpliced(row, 1));
  expect(await using((store) => store.covered("binance", symbol, interval))).toHaveLength(2);

  await using(async (store) => {
    for (const answer of [0, 1, 2, 3].map((page) => answerOf(page))) await store.savePage("binance", binance.barsOf!(answer));
  });
  expect([await barsNow(), await barsThen()]).toEqual([good, then]);
  expect(await using((store) => store.origins(symbol, { interval }))).toEqual(origins);
});

test("a bar that its bytes do not have gives way to its former version that they have", async () => {
  await fill();
  const then = await barsThen();
  const empty = new TextEncoder().encode("[]");
  const hash = createHash("sha256").update(empty).digest("hex");
  // The second answer to a page turns out to hold no bar at all.
  await using((store) => store.savePage("binance", { ...binance.barsOf!(answerOf(1, { receivedAt: now + HOUR, otherwise: 3 })), answers: [{ ...answerOf(1, { receivedAt: now + 2 * HOUR }), body: empty, sha256: hash }] }));
  sql(`update origins set sha256 = '${hash}', received_at = ${now + 2 * HOUR} where received_at = ${now + HOUR}`);
  expect(await lastReport("--write")).toMatchObject({ unfounded: 3, bars: ROWS, otherwise: 0, lost: 0 });
  expect(await lastReport()).toMatchObject({ unfounded: 0, bars: ROWS, rebuilt: ROWS, findings: [] });
  expect([await barsNow(), (await using((store) => store.listSeries()))[0]!.revisedBars]).toEqual([then, 0]);
});

test("bars whose bytes are gone are left as they are, and told whether they are mended or not", async () => {
  await fill();
  sql(`delete from bodies where sha256 = '${answerOf(3).sha256}'`);
  for (const argv of [[], ["--write"]]) {
    expect(await lastReport(...argv)).toMatchObject({ bars: ROWS, rebuilt: ROWS - 1000, findings: [{ code: "bars without bytes", severity: "warning", got: "none for 1000 bars, which are left as they are" }] });
    expect(process.exitCode).toBe(1);
  }
});

test("a former version that its bytes have otherwise is told and mended", async () => {
  await fill();
  const then = await barsThen();
  const database = new DatabaseSync(at("store/market.db"));
  database.prepare("update revisions set data = ? where id = (select min(id) from revisions)").run(new Uint8Array(Float64Array.of(1, 2, 3, 4, 5).buffer));
  database.close();
  expect(await lastReport("--write")).toMatchObject({ otherwise: 1, findings: [{ code: "rebuilt otherwise", where: expect.stringMatching(/open of a former version$/), got: "1" }] });
  expect(await lastReport()).toMatchObject({ otherwise: 0 });
  expect(await barsThen()).toEqual(then);
});

test("a damaged stretch is made anew from the kept answers, as the error says: the same bars, origins and versions", async () => {
  await fill();
  const [good, then, origins] = [await barsNow(), await barsThen(), await using((store) => store.origins(symbol, { interval }))];
  sql(zeroes(symbol, 1));
  await expect(barsNow()).rejects.toThrow("`npx marketbook data rebuild --write` makes the bars anew from the kept answers");

  expect(await lastReport()).toMatchObject({ lost: 0, findings: [{ code: "segment changed", expected: "the 2048 bars that were saved", got: "other bytes; the kept answers have 2048 bars" }] });
  expect(process.exitCode).toBe(1);
  await expect(barsNow()).rejects.toThrow("is not as it was saved");
  expect(await lastReport("--write")).toMatchObject({ bars: ROWS, rebuilt: ROWS, lost: 0 });
  expect(process.exitCode).toBeUndefined();
  expect([await barsNow(), await barsThen()]).toEqual([good, then]);
  expect(await using((store) => store.origins(symbol, { interval }))).toEqual(origins);
  expect(await using((store) => store.verify())).toEqual([]);
  expect(await lastReport("--write")).toMatchObject({ findings: [], lost: 0, bars: ROWS });
});

test("bars that no kept answer has are lost with their stretch: told before, and after it they can be imported again", async () => {
  await fill();
  const good = await barsNow();
  const file = { ...good, symbol: "FILE" };
  await using((store) => store.saveBars(file, { source: "file" }));
  sql(zeroes("FILE", 0));
  const run = (...argv: string[]) => dataCommand().parseAsync(["rebuild", "FILE", "--store", at("store"), ...argv], { from: "user" });
  await run();
  const first = printed.at(-1)!;
  expect(first).toMatch(/^\d+ bars of damaged stretches are in no kept answer; with --write they are gone, and can be fetched or imported again\.$/);
  await run("--write");
  expect(process.exitCode).toBe(1);
  const lost = Number.parseInt(first, 10);
  expect(await using((store) => store.listSeries())).toMatchObject([{ symbol }, { symbol: "FILE", rows: ROWS - lost, from: good.closeTime[lost] }]);
  expect(await using((store) => store.saveBars(file, { source: "file" }))).toMatchObject({ added: lost, rows: ROWS });
  expect(await using((store) => store.openBars("FILE", { interval }))).toMatchObject({ closeTime: good.closeTime, close: good.close });
});

test("where the bytes of an answer are gone too, the time is asked again", async () => {
  await fill();
  const answer = answerOf(2);
  sql(`update bodies set data = x'010203' where sha256 = '${answer.sha256}'`, zeroes(symbol, 1));
  expect(await using((store) => store.covered("binance", symbol, interval))).toHaveLength(1);
  const report = await lastReport("--write");
  expect(report).toMatchObject({ unreadable: [answer.sha256], findings: expect.arrayContaining([expect.objectContaining({ code: "bytes changed", where: `answer ${answer.sha256}` })]) });
  expect(report.lost).toBeGreaterThan(0);
  expect(process.exitCode).toBe(1);
  expect(await using((store) => store.covered("binance", symbol, interval))).toHaveLength(2);
});
