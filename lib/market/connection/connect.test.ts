import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MarketError } from "../error.ts";
import type { ConnectionSpec, Request } from "./connection.ts";
import { connect, type ConnectOptions } from "./connect.ts";
import type { Wait } from "./limiter.ts";
import { type TestClock, testClock } from "./testClock.fixture.ts";
import { type Answerer, inTurn, type Reply, startVendor, type Vendor } from "./vendor.fixture.ts";

const START = "2024-03-15T20:00:00Z";
const KEY = "s3cr3t+key/with==signs";
const reach: ConnectionSpec = { origin: "https://vendor.example", limits: [{ units: 100, per: "second" }], keys: [{ variable: "VENDOR_KEY", from: "https://vendor.example/keys" }] };
const REQUEST: Request = { kind: "bars", about: { symbol: "AAPL", interval: "1d" }, path: "/v1/bars", query: { symbol: "AAPL", from: undefined }, secretQuery: { token: "VENDOR_KEY" } };

const vendors: Vendor[] = [];
let clock: TestClock;
beforeEach(() => {
  clock = testClock(START);
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

async function open(answerer: Answerer, { spec = reach, ...options }: ConnectOptions & { readonly spec?: ConnectionSpec } = {}) {
  const vendor = await startVendor(answerer);
  vendors.push(vendor);
  const connection = connect({ name: "vendor", reach: spec }, { origin: vendor.origin, now: clock.now, sleep: clock.sleep, random: () => 0.5, variables: { VENDOR_KEY: KEY }, limitsFile: ":memory:", ...options });
  return { vendor, connection };
}

async function failureOf(promise: Promise<unknown>): Promise<MarketError> {
  const error: unknown = await promise.then(() => undefined, (caught: unknown) => caught);
  if (error instanceof MarketError) return error;
  throw new Error(`expected a MarketError, got ${String(error)}`);
}

test("an answer is its bytes, their hash, and the address without keys", async () => {
  const { connection, vendor } = await open(inTurn({ body: '{"a":1}' }));
  const answer = await connection.get(REQUEST);
  expect(answer).toEqual({
    source: "vendor", kind: "bars", about: REQUEST.about, url: `${vendor.origin}/v1/bars?symbol=AAPL`, receivedAt: Date.parse(START),
    body: new TextEncoder().encode('{"a":1}'), sha256: createHash("sha256").update('{"a":1}').digest("hex"),
  });
  expect(vendor.asked.map(({ method, query }) => [method, query])).toEqual([["GET", { symbol: "AAPL", token: KEY }]]);
});

test("a form is posted, with the headers of the source and of the request", async () => {
  const { connection, vendor } = await open(inTurn({ body: "{}" }), { spec: { ...reach, headers: (key) => ({ authorization: `Basic ${key("VENDOR_KEY")}` }) } });
  await connection.get({ ...REQUEST, method: "POST", form: { grant_type: "client credentials" }, headers: { "x-page": "2" } });
  expect(vendor.asked[0]).toMatchObject({ method: "POST", body: "grant_type=client+credentials", headers: { authorization: `Basic ${KEY}`, "x-page": "2", "content-type": "application/x-www-form-urlencoded" } });
});

const good: Reply = { body: "[]" };
test.each<[string, Reply, number]>([
  ["429 with Retry-After in seconds", { status: 429, headers: { "retry-after": "7" } }, 7000],
  ["429 with Retry-After as a date", { status: 429, headers: { "retry-after": "Fri, 15 Mar 2024 20:00:09 GMT" } }, 9000],
  ["429 with a date by a clock that is an hour ahead", { status: 429, headers: { "retry-after": "Fri, 15 Mar 2024 21:00:09 GMT" }, date: Date.parse("2024-03-15T21:00:00Z") }, 9000],
  ["429 with the moment of the limit's reset", { status: 429, headers: { "x-rate-limit-reset": String(Date.parse(START) / 1000 + 11) } }, 11_000],
  ["429 without a word", { status: 429 }, 1000],
  ["503 with Retry-After", { status: 503, headers: { "retry-after": "3" } }, 3000],
  ["500", { status: 500 }, 1000],
  ["a cut-off body", { body: "[1, 2, 3]", cutOffAfter: 4 }, 1000],
  ["a connection that is closed", { reset: true }, 1000],
])("%s is waited for and asked again", async (_, fault, wait) => {
  const waits: Wait[] = [];
  const { connection, vendor } = await open(inTurn(fault, good), { onWait: (told) => waits.push(told) });
  await connection.get(REQUEST);
  expect(vendor.asked).toHaveLength(2);
  expect(clock.waits).toEqual([wait]);
  expect(waits).toEqual([{ source: "vendor", millis: wait, why: expect.stringMatching(/^attempt 1 failed: \w+/) }]);
});

test("a wait says what it is for, without the key that the source repeats and without signs that move a terminal's cursor", async () => {
  const waits: Wait[] = [];
  const { connection } = await open(inTurn({ status: 500, body: `\u001b[2Jno ${KEY}\r\nhere` }, good), { onWait: (told) => waits.push(told) });
  await connection.get(REQUEST);
  expect(waits.map(({ why }) => why)).toEqual(['attempt 1 failed: the source failed (status 500: "no (key) here")']);
});

test("waits grow with jitter: between half a second and three times the last", async () => {
  const { connection } = await open(inTurn({ status: 500 }), { random: () => 1 });
  await failureOf(connection.get(REQUEST));
  expect(clock.waits).toEqual([1500, 4500, 13_500]);
});

const ASKED = "vendor: asked for bars (symbol AAPL, interval 1d), but";
test.each<[string, Reply, MarketError["reason"], string]>([
  ["429 for ever", { status: 429, body: "slow down" }, "limit", `${ASKED} too many requests were made (status 429: "slow down"). Asked 4 times. Try again later, or ask another source. Your plan's limits are told by MARKETBOOK_LIMIT_VENDOR.`],
  ["a wait beyond the patience", { status: 429, headers: { "retry-after": "3600" } }, "limit", `${ASKED} too many requests were made (status 429). Ask again after 2024-03-15 21:00:00 UTC, or ask another source. Your plan's limits are told by MARKETBOOK_LIMIT_VENDOR.`],
  ["500 for ever", { status: 500, body: "oops\n  again" }, "server", `${ASKED} the source failed (status 500: "oops again"). Asked 4 times. Try again later, or ask another source.`],
  ["401", { status: 401, body: `the key ${KEY} has expired` }, "key", `${ASKED} it was refused (status 401: "the key (key) has expired"). Check VENDOR_KEY, or get a new key at https://vendor.example/keys.`],
  ["402", { status: 402 }, "plan", `${ASKED} it must be paid for (status 402). It needs another plan there; ask for something else, or ask another source.`],
  ["404", { status: 404 }, "symbol", `${ASKED} there is no such thing (status 404). Look up how the source writes it, or ask another source.`],
  ["400", { status: 400, body: "x".repeat(300) }, "broken", `${ASKED} the source did not accept the question (status 400: "${"x".repeat(200)}…"). Try again; if it stays so, the source has changed.`],
  ["a body cut off for ever", { body: "[1, 2, 3]", cutOffAfter: 4 }, "broken", `${ASKED} the answer was cut off after 4 bytes. Asked 4 times. Try again; if it stays so, the source has changed.`],
])("%s is an error of one paragraph", async (_, reply, reason, message) => {
  const { connection } = await open(inTurn(reply));
  const error = await failureOf(connection.get(REQUEST));
  expect([error.reason, error.message]).toEqual([reason, message]);
});

test("an answer that does not come in time is asked again, then an error", async () => {
  const { connection, vendor } = await open(inTurn({ silent: true }), { timeoutMillis: 40 });
  const error = await failureOf(connection.get(REQUEST));
  expect([error.reason, error.message]).toEqual(["timeout", `${ASKED} there was no whole answer within 0.04 s. Asked 4 times. Try again later, or ask another source.`]);
  expect(vendor.asked).toHaveLength(4);
});

test("a port where nobody listens is offline, at once", async () => {
  const { connection, vendor } = await open(inTurn(good));
  await vendor.close();
  const error = await failureOf(connection.get(REQUEST));
  expect(error.reason).toBe("offline");
  expect(error.message).toMatch(/^vendor: asked for bars \(symbol AAPL, interval 1d\), but 127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)\. Check the network/);
  expect(clock.waits).toEqual([]);
});

test("a POST is repeated only when the source did nothing", async () => {
  const post: Request = { ...REQUEST, method: "POST", form: {} };
  const failing = await open(inTurn({ status: 500 }, good));
  expect((await failureOf(failing.connection.get(post))).reason).toBe("server");
  expect(failing.vendor.asked).toHaveLength(1);
  const limited = await open(inTurn({ status: 429 }, good));
  await limited.connection.get(post);
  expect(limited.vendor.asked).toHaveLength(2);
});

test("a refusal inside a good answer is handled by its reason", async () => {
  const refusal: Request["refusal"] = (body) => (body.includes("Note") ? { reason: "limit", message: body } : body.includes("Unknown") ? { reason: "symbol", message: `${body} ${KEY}` } : undefined);
  const limited = await open(inTurn({ body: "Note: slower" }, good));
  await limited.connection.get({ ...REQUEST, refusal });
  expect(limited.vendor.asked).toHaveLength(2);
  const unknown = await open(inTurn({ body: "Unknown AAPL" }));
  expect((await failureOf(unknown.connection.get({ ...REQUEST, refusal }))).message).toBe(`${ASKED} the source says: "Unknown AAPL (key)". Look up how the source writes it, or ask another source.`);
});

test("after a budget is said to be used up nobody asks for it until the named moment", async () => {
  const retryAt = Date.parse("2024-03-16T00:00:00Z");
  const { connection, vendor } = await open(inTurn({ body: "used up" }), {});
  const request: Request = { ...REQUEST, refusal: (message) => ({ reason: "budget", message, retryAt }) };
  expect((await failureOf(connection.get(request))).retryAt).toBe(retryAt);
  expect((await failureOf(connection.get(request))).message).toBe("vendor: not asked, because it said that the budget of this key is used up. Ask again after 2024-03-16 00:00:00 UTC, or ask another source.");
  expect(vendor.asked).toHaveLength(1);
});

test("after three requests that failed the source is left alone for a minute, and the error says until when", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(START) });
  let isUp = false;
  const { connection, vendor } = await open(() => (isUp ? good : { status: 500 }));
  for (let request = 0; request < 3; request++) expect((await failureOf(connection.get(REQUEST))).reason).toBe("server");
  const error = await failureOf(connection.get(REQUEST));
  expect([error.reason, error.retryAt, error.message]).toEqual([
    "paused", Date.parse(START) + 60_000,
    `${ASKED} it is left alone until 2024-03-15 20:01:00 UTC, because the last 3 requests failed (the source failed (status 500)). Ask again after 2024-03-15 20:01:00 UTC, or ask another source.`,
  ]);
  expect(vendor.asked).toHaveLength(12);
  isUp = true;
  vi.setSystemTime(Date.parse(START) + 60_001);
  await connection.get(REQUEST);
});

test("an unknown symbol or a refused key does not open the breaker", async () => {
  const { connection } = await open(inTurn({ status: 404 }));
  for (let request = 0; request < 5; request++) expect((await failureOf(connection.get(REQUEST))).reason).toBe("symbol");
});

/** A wait without end but for the signal, which may have come before it. */
function endless(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error("aborted"));
    if (signal?.aborted) end();
    else signal?.addEventListener("abort", end);
  });
}

test.each<[string, Answerer, ConnectOptions]>([
  ["while the answer is awaited", () => ({ silent: true }), {}],
  ["while it waits to ask again", () => ({ status: 500 }), { patienceMillis: 1e6 }],
])("a signal stops at once %s", async (_, answerer, options) => {
  const stop = new AbortController();
  const { connection } = await open((asked) => {
    setTimeout(() => stop.abort(), 5);
    return answerer(asked);
  }, { ...options, signal: stop.signal, sleep: (__, signal) => endless(signal) });
  const error = await failureOf(connection.get(REQUEST));
  expect([error.reason, error.message]).toEqual(["stopped", "vendor: asked for bars, and stopped before the answer came."]);
});

test("a signal stops at once while it waits for the limit", async () => {
  const stop = new AbortController();
  const { connection } = await open(inTurn(good), { spec: { ...reach, limits: [{ units: 1, per: "minute" }] }, signal: stop.signal, sleep: async (_, signal) => {
    stop.abort();
    signal?.throwIfAborted();
  } });
  await connection.get(REQUEST);
  expect((await failureOf(connection.get(REQUEST))).reason).toBe("stopped");
});

test("a redirect within the host is followed, one to another host is refused: a key must not travel there", async () => {
  const other = await startVendor(inTurn(good));
  vendors.push(other);
  const { connection, vendor } = await open(({ path }) => (path === "/v1/bars" ? { status: 302, headers: { location: "/v2/bars" } } : path === "/v2/bars" ? good : { status: 302, headers: { location: `${other.origin}/steal?token=${KEY}` } }));
  await connection.get(REQUEST);
  expect(vendor.asked.map(({ path }) => path)).toEqual(["/v1/bars", "/v2/bars"]);
  const error = await failureOf(connection.get({ ...REQUEST, path: "/away" }));
  expect(error.message).toMatch(/^vendor: asked for bars \(symbol AAPL, interval 1d\), but it was sent to another place \(http:\/\/127\.0\.0\.1:\d+\), where keys must not go\./);
  expect(other.asked).toEqual([]);
});

test("redirects without end and bodies without end are errors", async () => {
  const round = await open(() => ({ status: 301, headers: { location: "/v1/bars" } }));
  expect((await failureOf(round.connection.get(REQUEST))).message).toContain("it was redirected more than 5 times");
  const long = await open(inTurn({ body: "x".repeat(2_000_000) }), { maxBytes: 1e6 });
  expect((await failureOf(long.connection.get(REQUEST))).message).toContain("the answer is longer than 1 MB");
});

test("an answer came when the earlier of both clocks says; a clock that differs by more than two minutes is told", async () => {
  const now = Date.parse(START);
  const dated = (date: number, age?: number): Reply => ({ ...good, date, ...(age === undefined ? {} : { headers: { age: String(age) } }) });
  const heard: (readonly [number, number | undefined])[] = [];
  const { connection } = await open(inTurn(dated(now + 300_000), dated(now - 60_000), dated(now - 1000), dated(now - 200_000), dated(now - 600_000, 600), dated(0)));
  for (let asked = 0; asked < 6; asked++) {
    const { clockSkewMillis, receivedAt } = await connection.get(REQUEST);
    heard.push([receivedAt - now, clockSkewMillis]);
  }
  // The fifth is a copy of a cache, ten minutes old; the last clock is not believed.
  expect(heard).toEqual([[0, 300_000], [-60_000, undefined], [-1000, undefined], [-200_000, -200_000], [-600_000, undefined], [0, -now]]);
});

test("a missing key says where to get it and where to put it; one that no header can carry is told without showing it", async () => {
  const missing = await open(inTurn(good), { variables: {} });
  expect((await failureOf(missing.connection.get(REQUEST))).message).toBe("vendor: there is no key. Get one at https://vendor.example/keys and put it into the environment as VENDOR_KEY, or into the file .env.");
  const broken = await open(inTurn(good), { variables: { VENDOR_KEY: "half\nkey" } });
  expect((await failureOf(broken.connection.get(REQUEST))).message).toBe("vendor: the key in VENDOR_KEY holds a line break or a sign outside of ASCII. Copy it again from https://vendor.example/keys.");
});

test("a plan that cannot be read is an error that shows how to write it", async () => {
  const { connection } = await open(inTurn(good), { variables: { VENDOR_KEY: KEY, MARKETBOOK_LIMIT_VENDOR: "75 per minute" } });
  expect((await failureOf(connection.get(REQUEST))).message).toBe('vendor: MARKETBOOK_LIMIT_VENDOR is "75 per minute", and "75" is no limit. Write a number, a slash and one of second, minute, hour, day, month: "75/minute 25000/day".');
});

test("a user's plan takes the place of the free one", async () => {
  const { connection } = await open(inTurn(good), { variables: { VENDOR_KEY: KEY, MARKETBOOK_LIMIT_VENDOR: "1/minute 25000/day" } });
  await connection.get(REQUEST);
  await connection.get(REQUEST);
  expect(clock.waits).toEqual([60_100]);
});

test("the fetch for other clients has the same manners, and hands them what the source said last", async () => {
  const answers: string[] = [];
  const { connection, vendor } = await open(inTurn({ status: 500 }, { body: "good" }, { status: 404, body: "none" }, { status: 500 }), { spec: { origin: "https://vendor.example", limits: [] } });
  const fetch = connection.fetch("bars", { symbol: "AAPL" }, ({ url }) => answers.push(url));
  expect(await (await fetch("https://vendor.example/chart?a=1", { headers: { "x-a": "b" } })).text()).toBe("good");
  expect(vendor.asked[1]).toMatchObject({ path: "/chart", query: { a: "1" }, headers: { "x-a": "b" } });
  expect((await fetch(new URL("https://vendor.example/chart"))).status).toBe(404);
  expect(answers).toEqual([`${vendor.origin}/chart?a=1`]);
  expect((await failureOf(fetch("https://vendor.example/chart"))).reason).toBe("server");
});
