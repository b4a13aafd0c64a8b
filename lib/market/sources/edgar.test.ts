import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import type { Fact } from "../records/fact.ts";
import { edgar } from "./edgar.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { sourceContract } from "./sourceContract.fixture.ts";
import type { Page } from "./source.ts";

/* Answers in the shapes of sec.gov/search-filings/edgar-application-programming-interfaces (companyfacts, submissions) and sec.gov/files/company_tickers.json. Numbers are made up. */
const NOW = "2024-03-15T20:00:00Z";
const AGENT = "Jane Doe jane@example.com";
const COMPANIES = { "0": { cik_str: 320193, ticker: "AAPL", title: "Apple Inc." }, "1": { cik_str: 1067983, ticker: "BRK-B", title: "BERKSHIRE HATHAWAY INC" } };
const FIRST = { start: "2022-09-25", end: "2023-09-30", val: 96995000000, accn: "0000320193-23-000106", fy: 2023, fp: "FY", form: "10-K", filed: "2023-11-03", frame: "CY2023" };
const RESTATED = { ...FIRST, val: 96990000000, accn: "0000320193-24-000004", form: "10-K/A", filed: "2024-01-12" };
const BALANCE = { end: "2023-12-30", val: 353514000000, accn: "0000320193-24-000006", fy: 2024, fp: "Q1", form: "10-Q", filed: "2024-02-02", frame: "CY2023Q4I" };
const FACTS = {
  cik: 320193, entityName: "Apple Inc.",
  facts: { "us-gaap": { NetIncomeLoss: { label: "Net Income (Loss)", description: "A text.", units: { USD: [FIRST, RESTATED] } }, Assets: { label: "Assets", description: "A text.", units: { USD: [BALANCE] } } } },
};
const filings = (rows: readonly (readonly [accession: string, day: string, form: string, document: string, what: string, items: string])[]): unknown => ({
  accessionNumber: rows.map((row) => row[0]), filingDate: rows.map((row) => row[1]), reportDate: rows.map(() => ""), acceptanceDateTime: rows.map((row) => `${row[1]}T18:04:25.000Z`),
  form: rows.map((row) => row[2]), items: rows.map((row) => row[5]), primaryDocument: rows.map((row) => row[3]), primaryDocDescription: rows.map((row) => row[4]),
});
const SUBMISSIONS = {
  cik: "0000320193", entityType: "operating", name: "Apple Inc.", tickers: ["AAPL"], exchanges: ["Nasdaq"],
  filings: {
    recent: filings([["0000320193-24-000006", "2024-02-02", "10-Q", "aapl-20231230.htm", "10-Q", ""], ["0000320193-24-000005", "2024-02-01", "8-K", "aapl-20240201.htm", "8-K", "2.02,9.01"]]),
    files: [{ name: "CIK0000320193-submissions-001.json", filingCount: 1, filingFrom: "1994-01-26", filingTo: "2015-03-31" }],
  },
};
const OLDER = filings([["0000320193-94-000002", "1994-01-26", "10-Q", "", "Quarterly report", ""]]);

const good: Answerer = ({ path }) => {
  if (path === "/files/company_tickers.json") return { body: COMPANIES };
  if (path === "/api/xbrl/companyfacts/CIK0000320193.json") return { body: FACTS };
  if (path === "/submissions/CIK0000320193.json") return { body: SUBMISSIONS };
  if (path === "/submissions/CIK0000320193-submissions-001.json") return { body: OLDER };
  return { status: 404, body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>' };
};
const headers = { "user-agent": AGENT };
const LIST = { path: "/files/company_tickers.json", headers };

sourceContract({
  source: edgar, now: NOW, variables: { SEC_USER_AGENT: AGENT },
  cases: [
    {
      title: "statements",
      ask: (source) => source.statements!({ query: "aapl" }),
      vendor: good,
      requests: [LIST, { path: "/api/xbrl/companyfacts/CIK0000320193.json", headers }],
      count: 3,
      empty: { reply: (asked) => (asked.path.startsWith("/api") ? { body: { cik: 320193, entityName: "Apple Inc.", facts: {} } } : good(asked)) },
      unknownSymbol: { reply: good, ask: (source) => source.statements!({ query: "AAPX" }) },
      changed: [
        { field: "facts" }, { field: "facts", to: 3 },
        { field: "facts.us-gaap.NetIncomeLoss.units", to: "none" },
        { field: "facts.us-gaap.NetIncomeLoss.units.USD[0].filed" },
        { field: "facts.us-gaap.NetIncomeLoss.units.USD[1].val", to: "96990000000" },
        { field: "facts.us-gaap.Assets.units.USD[0].end", to: "2023" },
      ],
    },
    {
      title: "filings",
      ask: (source) => source.news!({ query: "AAPL" }),
      vendor: good,
      requests: [LIST, { path: "/submissions/CIK0000320193.json", headers }, { path: "/submissions/CIK0000320193-submissions-001.json", headers }],
      count: 3,
      empty: { reply: (asked) => (asked.path.startsWith("/sub") ? { body: { name: "Apple Inc.", filings: { recent: filings([]), files: [] } } } : good(asked)) },
      changed: [{ field: "filings.recent" }, { field: "filings.recent.form[1]", to: 8 }, { field: "name", to: null }],
    },
  ],
});

const opened = (answerer: Answerer, agent = AGENT) => openedVendor(edgar, answerer, { now: NOW, variables: { SEC_USER_AGENT: agent }, patienceMillis: 1 });

const all = async <T>(pages: AsyncIterable<Page<T>>): Promise<readonly T[]> => (await pagesOf(pages)).flatMap(({ items }) => items);

test("a restated number is kept beside the first one, each known at the end of its filing day in New York", async () => {
  const { source } = await opened(good);
  const facts: readonly Fact[] = await all(source.statements!({ query: "AAPL", to: "2023-09-30" }));
  expect(facts.map(({ knownAt, ...fact }) => ({ ...fact, known: new Date(knownAt).toISOString() }))).toEqual([
    { symbol: "AAPL", concept: "us-gaap/NetIncomeLoss", unit: "USD", from: "2022-09-25", to: "2023-09-30", value: 96995000000, form: "10-K", filing: "0000320193-23-000106", known: "2023-11-04T03:59:59.999Z" },
    { symbol: "AAPL", concept: "us-gaap/NetIncomeLoss", unit: "USD", from: "2022-09-25", to: "2023-09-30", value: 96990000000, form: "10-K/A", filing: "0000320193-24-000004", known: "2024-01-13T04:59:59.999Z" },
  ]);
});

test("a balance has a day and no period", async () => {
  const { source } = await opened(good);
  const [fact] = await all(source.statements!({ query: "AAPL", from: "2023-12-01" }));
  expect(fact).toMatchObject({ concept: "us-gaap/Assets", to: "2023-12-30" });
  expect(fact).not.toHaveProperty("from");
});

test("a filing is news with its form, its parts and the address of its document", async () => {
  const { source } = await opened(good);
  expect((await all(source.news!({ query: "AAPL", from: "2024-01-01" })))[1]).toEqual({
    id: "0000320193-24-000005", time: Date.parse("2024-02-02T04:59:59.999Z"), title: "Apple Inc. filed 8-K", summary: "Items 2.02,9.01",
    url: "https://www.sec.gov/Archives/edgar/data/320193/000032019324000005/aapl-20240201.htm", publisher: "SEC EDGAR", symbols: ["AAPL"],
  });
});

test("files of older filings are asked for only where the time asked reaches into them, and the list of companies once", async () => {
  const { asked, source } = await opened(good);
  await all(source.news!({ query: "AAPL", from: "2020-01-01" }));
  await all(source.statements!({ query: "AAPL" }));
  expect(asked.map(({ path }) => path)).toEqual(["/files/company_tickers.json", "/submissions/CIK0000320193.json", "/api/xbrl/companyfacts/CIK0000320193.json"]);
});

test("companies are found by symbol and by name", async () => {
  const { source } = await opened(good);
  expect((await source.symbols("berkshire")).items).toEqual([{ symbol: "BRK-B", name: "BERKSHIRE HATHAWAY INC", kind: "stock" }]);
});

test("an unknown symbol names the nearest, a coin is none, a company without statements is told", async () => {
  const { source } = await opened(good);
  await expect(all(source.statements!({ query: "AAPX" }))).rejects.toThrow('edgar: no company that files has the symbol "AAPX"; did you mean "AAPL"?');
  await expect(all(source.statements!({ query: "BTC-USD" }))).rejects.toMatchObject({ reason: "symbol" });
  await expect(all(source.statements!({ query: "BRK-B" }))).rejects.toMatchObject({ reason: "symbol" });
});

test.each([undefined, "marketbook", "Zoë zoe@example.com"])("nothing is asked while nobody says who asks: %s", async (agent) => {
  const { asked, source } = await openedVendor(edgar, good, { now: NOW, variables: { SEC_USER_AGENT: agent } });
  const error: unknown = await source.symbols("apple").catch((caught: unknown) => caught);
  expect(error).toMatchObject({ reason: "key" });
  expect(String(error)).toContain("SEC_USER_AGENT");
  expect(asked).toEqual([]);
});

test("too many requests and an unknown tool are told apart, though both are HTML, with 403 or even with 200", async () => {
  const busy = await opened(() => ({ status: 403, body: "<html><title>SEC.gov | Request Rate Threshold Exceeded</title></html>" }));
  await expect(busy.source.symbols("apple")).rejects.toMatchObject({ reason: "limit" });
  const unknown = await opened(() => ({ status: 403, body: "<html><h1>Your Request Originates from an Undeclared Automated Tool</h1></html>" }));
  await expect(unknown.source.symbols("apple")).rejects.toMatchObject({ reason: "key" });
  const polite = await opened(() => ({ status: 200, body: "<!DOCTYPE html><h1>Your Request Originates from an Undeclared Automated Tool</h1>" }));
  await expect(polite.source.symbols("apple")).rejects.toMatchObject({ reason: "key" });
});

test("a list of companies that cannot be read is not taken for one without the symbol", async () => {
  const { source } = await opened(() => ({ body: [] }));
  await expect(all(source.statements!({ query: "AAPL" }))).rejects.toMatchObject({ reason: "broken" });
});
