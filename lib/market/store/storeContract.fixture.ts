import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mapBars, sliceBars } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { MarketStore } from "./marketStore.ts";
import { answerOf, hourly, pageOf, revise } from "./storeBars.fixture.ts";

/** Places for stores of one kind of database: fresh ones on demand, all gone in the end. */
export type StorePlaces = { readonly start: () => Promise<void>; readonly fresh: () => Promise<string>; readonly stop: () => Promise<void> };

/** What every store promises, whatever database it lies in. */
export function storeContract(name: string, places: StorePlaces, open: (place: string, now: () => number) => Promise<MarketStore>): void {
  describe(`a store in ${name}`, () => {
    let [place, now] = ["", 1.8e12];
    let store: MarketStore;
    beforeAll(places.start);
    afterAll(places.stop);
    beforeEach(async () => {
      now = 1.8e12;
      place = await places.fresh();
      store = await open(place, () => now);
    });
    afterEach(() => store.close());

    test("what is saved is opened equal, provenance included, by this process and the next", async () => {
      expect(await store.saveBars(hourly)).toEqual({ rows: 6000, added: 6000, changed: 0 });
      expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
      const next = await open(place, () => now);
      expect(await next.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
      await next.close();
    });

    test("saving twice changes nothing, missing values included", async () => {
      const holed = mapBars(hourly, (column, column_) => (column_ === "volume" ? column.map((value, row) => (row % 7 === 0 ? Number.NaN : value)) : column));
      await store.saveBars(holed);
      expect(await store.saveBars(holed)).toEqual({ rows: 6000, added: 0, changed: 0 });
      expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(holed);
      expect(await store.listSeries()).toMatchObject([{ rows: 6000, revisedBars: 0 }]);
    });

    test("bars find their place whatever the order of saving", async () => {
      await store.saveBars(sliceBars(hourly, 4000, 6000));
      await store.saveBars(sliceBars(hourly, 0, 1000));
      expect(await store.saveBars(sliceBars(hourly, 900, 4100))).toEqual({ rows: 6000, added: 3000, changed: 0 });
      expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
    });

    test("a bar with other values is changed, and its former version is kept for the moment before", async () => {
      await store.saveBars(hourly, { source: "a", receivedAt: 1.7e12 });
      const second = revise(hourly, (row) => row % 100 === 0);
      expect(await store.saveBars(second, { source: "b", receivedAt: 1.71e12 })).toEqual({ rows: 6000, added: 0, changed: 60 });
      expect((await store.openBars("BTC-USD", { interval: "1h" })).close).toEqual(second.close);
      expect((await store.openBars("BTC-USD", { interval: "1h", asOf: 1.71e12 })).close).toEqual(second.close);
      expect((await store.openBars("BTC-USD", { interval: "1h", asOf: 1.71e12 - 1 })).close).toEqual(hourly.close);
      expect(await store.listSeries()).toMatchObject([{ sources: ["a", "b"], revisedBars: 60 }]);
      const origins = await store.origins("BTC-USD", { interval: "1h" });
      expect(origins.slice(99, 102).map(({ receivedAt, source }) => [source, receivedAt])).toEqual([["a", 1.7e12], ["b", 1.71e12], ["a", 1.7e12]]);
    });

    test("a version that was received before the one that stands joins the history and does not replace it", async () => {
      const [first, second] = [revise(hourly, (row) => row === 5, 1), revise(hourly, (row) => row === 5, 2)];
      await store.saveBars(second, { receivedAt: 1.72e12 });
      expect(await store.saveBars(first, { receivedAt: 1.71e12 })).toMatchObject({ changed: 0 });
      expect(await store.saveBars(first, { receivedAt: 1.71e12 })).toMatchObject({ changed: 0 });
      const closeAt = async (asOf: number): Promise<number> => (await store.openBars("BTC-USD", { interval: "1h", asOf })).close[5]!;
      expect(await closeAt(1.7e12)).toBe(first.close[5]);
      expect(await closeAt(1.72e12)).toBe(second.close[5]);
      expect(await store.listSeries()).toMatchObject([{ revisedBars: 1 }]);
    });

    test("as of a moment, bars that closed later are not there", async () => {
      await store.saveBars(hourly);
      const known = await store.openBars("BTC-USD", { interval: "1h", asOf: hourly.closeTime[2999]! });
      expect(known).toEqual(mapBars(hourly, (column) => column.slice(0, 3000)));
    });

    test("days and moments cut a stretch out: closes after its beginning, up to and with its end", async () => {
      await store.saveBars(hourly);
      const day = await store.openBars("BTC-USD", { interval: "1h", from: "2020-03-01", to: "2020-03-01" });
      expect([day.closeTime[0], day.closeTime.at(-1)]).toEqual([Date.parse("2020-03-01T01:00Z"), Date.parse("2020-03-02T00:00Z")]);
      const moments = await store.openBars("BTC-USD", { interval: "1h", from: "2020-03-01T05:00Z", to: "2020-05-01T06:00Z" });
      expect([moments.closeTime[0], moments.closeTime.at(-1), moments.closeTime.length]).toEqual([Date.parse("2020-03-01T06:00Z"), Date.parse("2020-05-01T06:00Z"), 61 * 24 + 1]);
      expect((await store.openBars("BTC-USD", { interval: "1h", from: "2030-01-01" })).closeTime).toHaveLength(0);
      await expect(store.openBars("BTC-USD", { interval: "1h", from: "March" })).rejects.toThrow('openBars: from is "March", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.');
    });

    test("one column alone is that column of the bars, of a stretch and of a moment too", async () => {
      await store.saveBars(hourly, { receivedAt: 1.7e12 });
      await store.saveBars(revise(hourly, (row) => row % 100 === 0), { receivedAt: 1.71e12 });
      for (const options of [{}, { from: "2020-03-01", to: "2020-05-01T06:00Z" }, { asOf: 1.7e12 }, { from: "2030-01-01" }]) {
        const { close, closeTime } = await store.openBars("BTC-USD", { interval: "1h", ...options });
        expect(await store.openColumn("BTC-USD", "close", { interval: "1h", ...options })).toEqual({ closeTime, values: close });
        expect((await store.openColumn("BTC-USD", "closeTime", { interval: "1h", ...options })).values).toEqual(closeTime);
      }
    });

    test("an unknown symbol is an error that says what there is", async () => {
      await store.saveBars(hourly);
      await expect(store.openBars("BTCUSD", { interval: "1h" })).rejects.toThrow(/has no 1h bars of "BTCUSD"; did you mean "BTC-USD"\? It has: BTC-USD 1h\./);
    });

    test("bars out of order, and no bars, are refused and nothing is saved", async () => {
      await expect(store.saveBars(mapBars(hourly, (column) => column.slice().reverse()))).rejects.toThrow("BTC-USD is not in order of time in row 1");
      await expect(store.saveBars(sliceBars(hourly, 0, 0))).rejects.toThrow("BTC-USD has no bars");
      expect(await store.listSeries()).toEqual([]);
    });

    test("a page is kept with its bytes, and each bar is traced to them", async () => {
      const answer = answerOf("{}");
      expect(await store.savePage("binance", pageOf(hourly, answer))).toEqual({ rows: 6000, added: 6000, changed: 0 });
      const [origin] = await store.origins("BTC-USD", { interval: "1h", to: "2020-01-01" });
      expect(origin).toEqual({ closeTime: hourly.closeTime[0], source: "binance", provenance: hourly.provenance, receivedAt: answer.receivedAt, sha256: answer.sha256 });
      expect(await store.answer(answer.sha256)).toEqual(answer);
    });

    test("stretches of a source become one where they touch; an empty page covers too", async () => {
      const none = sliceBars(hourly, 0, 0);
      const save = (from: number, to: number) => store.savePage("binance", pageOf(none, answerOf("[]"), { from, to }));
      await save(10, 20);
      await save(30, 40);
      expect(await store.covered("binance", "BTC-USD", "1h")).toEqual([{ from: 10, to: 20 }, { from: 30, to: 40 }]);
      await save(20, 30);
      await save(35, 36);
      await save(50, 50);
      expect(await store.covered("binance", "BTC-USD", "1h")).toEqual([{ from: 10, to: 40 }]);
      expect(await store.covered("yahoo", "BTC-USD", "1h")).toEqual([]);
      expect(await store.listSeries()).toMatchObject([{ rows: 0, from: undefined, to: undefined, sources: ["binance"] }]);
    });

    test("the same bytes are kept once, each time they came is told, oldest first", async () => {
      const none = sliceBars(hourly, 0, 0);
      for (const receivedAt of [1.7e12, 1.6e12, 1.7e12]) await store.savePage("binance", pageOf(none, answerOf("[]", { receivedAt }), { from: 1, to: 2 }));
      await store.saveRecords("news", "rss", { items: [], answers: [answerOf("<rss/>", { about: {}, kind: "news", source: "rss" })], findings: [] });
      expect((await Array.fromAsync(store.answers({ symbol: "BTC-USD" }))).map(({ receivedAt }) => receivedAt)).toEqual([1.6e12, 1.7e12]);
      expect((await Array.fromAsync(store.answers({ kind: "news", source: "rss" }))).map(({ body }) => new TextDecoder().decode(body))).toEqual(["<rss/>"]);
      await expect(store.answer("00")).rejects.toThrow("has no answer with the hash 00");
    });

    test("an answer whose bytes are not those of its hash is refused, and its page with it", async () => {
      await expect(store.savePage("binance", pageOf(hourly, { ...answerOf("a"), body: new Uint8Array(3) }))).rejects.toThrow("are not those of its hash");
      expect(await store.listSeries()).toEqual([]);
    });

    test("a page of several answers is refused, since its bars would not lead to their bytes", async () => {
      await expect(store.savePage("binance", { ...pageOf(hourly, answerOf("a")), answers: [answerOf("a"), answerOf("b")] })).rejects.toThrow("savePage: a page of BTC-USD from binance was read from 2 answers.");
    });

    test("while everything is looked at, the process gets a turn between any two parts", async () => {
      await store.savePage("binance", pageOf(hourly, answerOf("{}")));
      let [turns, isDone] = [0, false];
      const turn = (): void => void (isDone || (turns++, setImmediate(turn)));
      turn();
      await store.verify();
      isDone = true;
      expect(turns).toBeGreaterThanOrEqual(4);
    });

    test("revised observations are kept with the moment each became known", async () => {
      const gdp = (value: number, knownAt: number) => ({ series: "GDP", time: 100, value, knownAt });
      const page = (...items: ReturnType<typeof gdp>[]) => ({ items, answers: [], findings: [] });
      expect(await store.saveRecords("macro", "fred", page(gdp(1, 200), gdp(2, 300), { ...gdp(Number.NaN, 200), time: 101 }))).toEqual({ rows: 2, added: 2, changed: 1 });
      expect(await store.saveRecords("macro", "fred", page(gdp(1, 200), gdp(2, 300), gdp(2, 400)))).toEqual({ rows: 2, added: 0, changed: 0 });
      const valuesAt = async (asOf: number) => (await store.openRecords("macro", { of: "GDP", asOf })).map(({ value }) => value);
      expect(await valuesAt(199)).toEqual([]);
      expect(await valuesAt(200)).toEqual([1, Number.NaN]);
      expect(await valuesAt(300)).toEqual([2, Number.NaN]);
      expect(await store.openRecords("macro", { of: "GDP", to: 100, everyVersion: true })).toEqual([gdp(1, 200), gdp(2, 300)]);
      expect(await store.openRecords("macro", { of: "CPI" })).toEqual([]);
    });

    test("restated numbers of a statement are known from their filing on", async () => {
      const income = (value: number, knownAt: number, filing: string) => ({ symbol: "AAPL", concept: "us-gaap/NetIncomeLoss", unit: "USD", from: "2020-01-01", to: "2020-12-31", value, form: "10-K", knownAt, filing });
      const first = Date.parse("2021-02-01");
      const second = Date.parse("2022-02-01");
      await store.saveRecords("statements", "edgar", { items: [income(10, first, "a"), income(9, second, "b")], answers: [], findings: [] });
      expect(await store.openRecords("statements", { of: "AAPL", asOf: second - 1 })).toEqual([income(10, first, "a")]);
      expect(await store.openRecords("statements", { of: "AAPL" })).toEqual([income(9, second, "b")]);
    });

    test("numbers that were restated and restored are known rightly, in whatever order a page has them", async () => {
      const gdp = (value: number, knownAt: number) => ({ series: "GDP", time: 100, value, knownAt });
      await store.saveRecords("macro", "fred", { items: [gdp(1, 200), gdp(1, 400), gdp(2, 300)], answers: [], findings: [] });
      const valueAt = async (asOf: number) => (await store.openRecords("macro", { of: "GDP", asOf }))[0]?.value;
      expect(await Promise.all([199, 200, 299, 300, 399, 400].map(valueAt))).toEqual([undefined, 1, 1, 2, 2, 1]);
    });

    test("news is known from its publication, a later wording from its receipt", async () => {
      const item = (title: string) => ({ id: "1", time: 100, title, symbols: ["AAPL", "MSFT"] });
      const page = (title: string, receivedAt: number) => ({ items: [item(title)], answers: [answerOf(title, { kind: "news", receivedAt })], findings: [] });
      await store.saveRecords("news", "rss", page("Up", 150));
      expect(await store.saveRecords("news", "rss", page("Down", 250))).toEqual({ rows: 1, added: 0, changed: 1 });
      expect(await store.saveRecords("news", "rss", page("Down", 260))).toEqual({ rows: 1, added: 0, changed: 0 });
      expect(await store.openRecords("news", { of: "MSFT", asOf: 249 })).toEqual([item("Up")]);
      expect(await store.openRecords("news", { of: "AAPL" })).toEqual([item("Down")]);
      expect(await store.openRecords("news", { from: 101 })).toEqual([]);
    });

    test("actions come with a page and are one record whichever source tells them", async () => {
      const split = { kind: "split" as const, symbol: "BTC-USD", exTime: 1.6e12, ratio: 4 };
      await store.savePage("binance", { ...pageOf(hourly, answerOf("a")), actions: [split] });
      await store.savePage("yahoo", { ...pageOf(hourly, answerOf("b", { source: "yahoo" })), actions: [split] });
      expect(await store.openRecords("actions", { of: "BTC-USD" })).toEqual([split]);
      expect(await store.openRecords("actions", { of: "BTC-USD", asOf: 1.6e12 - 1 })).toEqual([]);
    });

    test("a removed series is gone, its answers stay", async () => {
      await store.savePage("binance", pageOf(hourly, answerOf("{}")));
      await store.deleteSeries("BTC-USD", "1h");
      expect(await store.listSeries()).toEqual([]);
      expect(await Array.fromAsync(store.answers())).toHaveLength(1);
      expect(await store.verify()).toEqual([]);
    });

    test("bars that their bytes have otherwise now are told, mended when asked with their origins kept, and found once", async () => {
      const [first, second] = [answerOf("first"), answerOf("second", { receivedAt: 1.71e12 })];
      const revised = revise(hourly, (row) => row < 3);
      await store.savePage("binance", pageOf(hourly, first));
      await store.savePage("binance", pageOf(revised, second));
      const origins = await store.origins("BTC-USD", { interval: "1h" });
      const asSaved = ({ sha256 }: Answer) => (sha256 === first.sha256 ? hourly : revised);
      expect(await store.rebuild("BTC-USD", "1h", { read: asSaved })).toMatchObject({ bars: 6000, rebuilt: 6000, otherwise: 0, findings: [] });
      // A source that reads better now: the first three stand in the second version, of the first one bar more differs.
      const better = revise(hourly, (row) => row < 4, 2);
      const read = ({ sha256 }: Answer) => (sha256 === first.sha256 ? better : revised);
      expect(await store.rebuild("BTC-USD", "1h", { read })).toMatchObject({ otherwise: 4 });
      expect((await store.rebuild("BTC-USD", "1h", { read, write: true })).findings[0]).toMatchObject({ code: "rebuilt otherwise", where: expect.stringContaining("BTC-USD 1h, 2020-01-01T04:00:00.000Z, close"), got: String(hourly.close[3]) });
      expect(await store.rebuild("BTC-USD", "1h", { read, write: true })).toMatchObject({ otherwise: 0, rebuilt: 6000 });
      expect((await store.openBars("BTC-USD", { interval: "1h" })).close.slice(0, 5)).toEqual(Float64Array.from([0, 1, 2, 3, 4], (row) => (row < 3 ? revised : better).close[row]!));
      expect((await store.openBars("BTC-USD", { interval: "1h", asOf: 1.705e12 })).close).toEqual(better.close);
      expect(await store.origins("BTC-USD", { interval: "1h" })).toEqual(origins);
      expect(await store.verify()).toEqual([]);
    });
  });
}
