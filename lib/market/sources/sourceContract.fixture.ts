import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Answer } from "../connection/answer.ts";
import { connect, type ConnectOptions } from "../connection/connect.ts";
import { type TestClock, testClock } from "../connection/testClock.fixture.ts";
import { type Answerer, type Asked, type Reply, startVendor, type Vendor } from "../connection/vendor.fixture.ts";
import { MarketError } from "../error.ts";
import { broken, faults, withoutNumber } from "./brokenAnswers.fixture.ts";
import { type AnyPage, expectSound, inMemory } from "./soundPages.fixture.ts";
import type { OpenSource, Source } from "./source.ts";

/** What the contract needs to know of a source. One of it for each source; one case for each of its parts (bars, news …). */
export type SourceContract = {
  readonly source: Source;
  /** The test's clock when a case begins, 2024-03-15T20:00:00Z. Bars that close later are unfinished. */
  readonly now: string;
  /** Made-up keys by variable; those of `source.reach.keys` are made up if left out. `madeUpKey(variable)` is their value in expectations. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly cases: readonly ContractCase[];
};

export type ContractCase = {
  /** Words for the title: "daily bars", "headlines". */
  readonly title: string;
  /** Asks the opened source for the part: `(source) => source.barPages!({ symbol: "AAPL" })`. */
  readonly ask: (source: OpenSource) => AsyncIterable<AnyPage> | Promise<AnyPage>;
  /** The vendor as its documentation describes it; pages and tokens by what is asked. */
  readonly vendor: Answerer;
  /** Every request of `ask` in order. Compared: method (GET if left out), path, the whole query, and of the headers those named here. */
  readonly requests: readonly ExpectedRequest[];
  /** Bars or items of all pages. */
  readonly count: number;
  /** Codes of the findings that the good answers give. @default none */
  readonly findings?: readonly AnswerFinding["code"][];
  /** What the vendor says when there is nothing in that time, and what comes of it: no bar or item, or an error. */
  readonly empty: { readonly reply: Reply | Answerer; readonly error?: MarketError["reason"] };
  /** What the vendor says of a symbol it does not know. Left out only where nothing is asked by symbol. */
  readonly unknownSymbol?: { readonly reply: Reply | Answerer; readonly ask?: ContractCase["ask"] };
  /** What the vendor says of an expired key. @default status 401. Only for sources with keys. */
  readonly refusedKey?: Reply;
  /** Fields that change in the good answers, and where the finding points to. At least one is removed and one has a wrong type. */
  readonly changed: readonly Changed[];
};

export type ExpectedRequest = { readonly method?: "GET" | "POST"; readonly path: string; readonly query?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>>; /** The form of a POST, as text. */ readonly body?: string };

export type Changed =
  /** A field of JSON, chart.result[0].timestamp: set `to` something of a wrong type, or removed if `to` is left out. `finds` is the path of the finding, the field itself if left out. */
  | { readonly field: string; readonly to?: unknown; readonly finds?: string }
  /** Any other text, for answers that are not JSON. */
  | { readonly change: (body: string) => string; readonly finds: string };

/** The made-up value of a key. It has signs that addresses must escape. */
export function madeUpKey(variable: string): string {
  return `made+up/${variable.toLowerCase()}==7f3a91`;
}

/** The one contract that every networked source passes. Call it at the top of the source's test file. */
export function sourceContract(contract: SourceContract): void {
  const vendors: Vendor[] = [];
  afterEach(async () => {
    await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
  });

  const { source } = contract;
  const keys = (source.reach?.keys ?? []).map(({ variable }) => variable);
  const needsKey = (source.reach?.keys ?? []).some(({ optional }) => optional !== true);
  const variables = { ...Object.fromEntries(keys.map((variable) => [variable, madeUpKey(variable)])), ...contract.variables };

  const run = async (answerer: Answerer, ask: ContractCase["ask"], options: ConnectOptions = {}): Promise<Outcome> => {
    const vendor = await startVendor(answerer);
    vendors.push(vendor);
    const clock = testClock(contract.now);
    const connection = connect(source, { origin: vendor.origin, now: clock.now, sleep: clock.sleep, random: () => 0.5, variables, limitsFile: ":memory:", ...options });
    const pages: AnyPage[] = [];
    let error: unknown;
    try {
      const answer = ask(source.open(connection));
      if (Symbol.asyncIterator in answer) for await (const page of answer) pages.push(page);
      else pages.push(await answer);
    } catch (caught) {
      error = caught;
    }
    const outcome = { vendor, clock, pages, error, answers: pages.flatMap(({ answers }) => answers), findings: pages.flatMap(({ findings }) => findings), count: pages.reduce((sum, page) => sum + countOf(page), 0) };
    expectNoKeyIn(outcome, Object.values(options.variables ?? variables));
    return outcome;
  };

  describe.each(contract.cases)(`${source.name}, $title`, (one) => {
    /** A fault in place of the first GETs: tokens are fetched by POST, which is not repeated. */
    const first = (fault: Reply, times = 1): Answerer => {
      let left = times;
      return (asked) => (asked.method === "GET" && left-- > 0 ? fault : one.vendor(asked));
    };
    const always = (fault: Reply): Answerer => (asked) => (asked.method === "GET" ? fault : one.vendor(asked));
    const instead = (answer: Reply | Answerer): Answerer => (typeof answer === "function" ? answer : always(answer));
    const expectSuccess = ({ count, error }: Outcome): void => {
      expect(error).toBeUndefined();
      expect(count).toBe(one.count);
    };

    test("gives everything, and asks for it exactly so", async () => {
      const outcome = await run(one.vendor, one.ask);
      expectSuccess(outcome);
      expect(outcome.findings.map(({ code }) => code)).toEqual(one.findings ?? []);
      expectRequests(outcome.vendor.asked, one.requests);
    });

    test("nothing in that time is no item, or an error that says so", async () => {
      const { count, error } = await run(instead(one.empty.reply), one.ask);
      expect(reasonOf(error)).toBe(one.empty.error);
      expect(count).toBe(0);
    });

    test("a 429 with Retry-After is waited for", async () => {
      const outcome = await run(first({ status: 429, headers: { "retry-after": "7" }, body: "slow down" }), one.ask);
      expectSuccess(outcome);
      expect(Math.max(...outcome.clock.waits)).toBeGreaterThanOrEqual(7000);
    });

    test.each<[string, Reply]>([
      ["a 429 without Retry-After", { status: 429, body: "slow down" }],
      ["a 500", { status: 500, body: "oops" }],
      ["a closed connection", { reset: true }],
      ["a cut-off body", { body: '{"half": [1, 2, 3', cutOffAfter: 9 }],
    ])("%s is asked again", async (_, fault) => {
      const outcome = await run(first(fault), one.ask);
      expectSuccess(outcome);
      expect(outcome.clock.waits).not.toEqual([]);
    });

    test.each<[string, Reply, MarketError["reason"], ConnectOptions]>([
      ["a 429", { status: 429, body: "slow down" }, "limit", {}],
      ["a 500", { status: 500, body: "oops" }, "server", {}],
      ["silence", { silent: true }, "timeout", { timeoutMillis: 60 }],
      ["a cut-off body", { body: '{"half": [1, 2, 3', cutOffAfter: 9 }, "broken", {}],
    ])("%s for ever is an error of its kind", async (_, fault, reason, options) => {
      expect(reasonOf((await run(always(fault), one.ask, options)).error)).toBe(reason);
    });

    test("a clock that is an hour ahead is told", async () => {
      const skewed: Answerer = async (asked) => ({ ...(await one.vendor(asked)), date: Date.parse(contract.now) + 3_600_000 });
      const outcome = await run(skewed, one.ask);
      expectSuccess(outcome);
      expect(outcome.findings.map(({ code }) => code)).toContain("clock skew");
    });

    const { unknownSymbol } = one;
    if (unknownSymbol !== undefined) test("a symbol that the vendor does not know is an error of its kind", async () => {
      expect(reasonOf((await run(instead(unknownSymbol.reply), unknownSymbol.ask ?? one.ask)).error)).toBe("symbol");
    });

    if (needsKey) test("an expired key is an error that names its variable, and shows it nowhere", async () => {
      const echo = Object.values(variables).map((secret) => `your key ${secret} (${encodeURIComponent(secret)}) has expired`).join("; ");
      const { error } = await run(always(one.refusedKey ?? { status: 401, body: echo }), one.ask);
      expect(reasonOf(error)).toBe("key");
      expect(everythingIn(error)).toMatch(new RegExp(keys.join("|")));
    });

    if (needsKey) test("a missing key is an error before anything is asked", async () => {
      const { error, vendor } = await run(one.vendor, one.ask, { variables: {} });
      expect(reasonOf(error)).toBe("key");
      expect(vendor.asked).toEqual([]);
    });

    test.each([["", undefined], [", also by the clock of a source that is behind ours", 90_500]])("what comes is sound; bars are finished, in order and rebuilt from their bytes to the last bit%s", async (_, behind) => {
      const date = behind === undefined ? {} : { date: Date.parse(contract.now) - behind };
      const outcome = await run(async (asked) => ({ ...(await one.vendor(asked)), ...date }), one.ask);
      expect(outcome.error).toBeUndefined();
      let before = Number.NEGATIVE_INFINITY;
      for (const page of outcome.pages) {
        expectSound(page);
        if (!("bars" in page)) continue;
        for (const time of page.bars.closeTime) {
          expect(time).toBeGreaterThan(before);
          before = time;
        }
        for (const { receivedAt } of page.answers) expect(page.bars.closeTime.at(-1) ?? 0).toBeLessThanOrEqual(receivedAt);
        const [answer, ...more] = page.answers;
        if (answer === undefined || more.length > 0) continue;
        expect(source.barsOf?.(answer).bars).toEqual(page.bars);
      }
    });

    test("whatever is wrong in an answer, nothing is thrown but an error of ours, and what comes is sound or told", async () => {
      let origins = 0;
      await fc.assert(fc.asyncProperty(faults, async (done) => {
        const outcome = await inMemory(source, async (asked) => {
          const reply = await one.vendor(asked);
          return asked.method === "GET" ? { ...reply, body: broken(reply.body, done) } : reply;
        }, { ask: one.ask, now: contract.now, variables, origin: `https://vendor${origins++}.example` });
        if (outcome.error !== undefined) expect(outcome.error).toBeInstanceOf(MarketError);
        expect(outcome.pages.every((page) => Array.isArray(page.findings))).toBe(true);
        outcome.pages.forEach(expectSound);
      }), { numRuns: 40, seed: 6 });
    }, 60_000);

    test("a number that is none costs no bar and no item unless it is told", async () => {
      let origins = 0;
      await fc.assert(fc.asyncProperty(fc.nat(), async (which) => {
        const { error, pages } = await inMemory(source, async (asked) => {
          const reply = await one.vendor(asked);
          const isJson = asked.method === "GET" && !(typeof reply.body === "string" && !/^\s*[[{]/.test(reply.body));
          return isJson ? { ...reply, body: withoutNumber(reply.body, which) } : reply;
        }, { ask: one.ask, now: contract.now, variables, origin: `https://numbers${origins++}.example` });
        const isTold = error !== undefined || pages.flatMap(({ findings }) => findings).length > (one.findings ?? []).length;
        expect(isTold ? one.count : pages.reduce((sum, page) => sum + countOf(page), 0)).toBe(one.count);
      }), { numRuns: 40, seed: 6 });
    }, 60_000);

    test.each(one.changed)("a changed answer is told with its field: $field$finds", async (changed) => {
      const { error, findings } = await run(mutated(one.vendor, changed), one.ask);
      expect(error).toBeUndefined();
      const path = changed.finds ?? ("field" in changed ? changed.field : "");
      expect(findings.map(({ where }) => where.path)).toContain(path);
    });
  });
}

type Outcome = {
  readonly vendor: Vendor;
  readonly clock: TestClock;
  readonly pages: readonly AnyPage[];
  readonly answers: readonly Answer[];
  readonly findings: readonly AnswerFinding[];
  readonly count: number;
  readonly error: unknown;
};

function countOf(page: AnyPage): number {
  return "bars" in page ? page.bars.closeTime.length : page.items.length;
}

function reasonOf(error: unknown): MarketError["reason"] | undefined {
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(MarketError);
  return error instanceof MarketError ? error.reason : undefined;
}

function expectRequests(asked: readonly Asked[], expected: readonly ExpectedRequest[]): void {
  const seen = asked.map(({ body, headers, method, path, query }, number) => {
    const wanted = expected[number];
    return {
      method, path, query,
      headers: Object.fromEntries(Object.keys(wanted?.headers ?? {}).map((name) => [name, headers[name.toLowerCase()]])),
      ...(wanted?.body === undefined ? {} : { body }),
    };
  });
  expect(seen).toEqual(expected.map(({ body, headers = {}, method = "GET", path, query = {} }) => ({ method, path, query, headers, ...(body === undefined ? {} : { body }) })));
}

/** The vendor's good answers with one field changed wherever it is. */
function mutated(vendor: Answerer, changed: Changed): Answerer {
  return async (asked) => {
    const reply = await vendor(asked);
    if ("change" in changed) return { ...reply, body: changed.change(String(reply.body)) };
    const body: unknown = JSON.parse(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    const path = changed.field.split(/[.[\]]+/).filter((part) => part !== "");
    const last = path.pop() ?? "";
    const parent = path.reduce<unknown>((inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined), body);
    if (typeof parent !== "object" || parent === null) return reply;
    if ("to" in changed) Reflect.set(parent, last, changed.to);
    else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else Reflect.deleteProperty(parent, last);
    return { ...reply, body };
  };
}

/** Neither pages nor errors hold a key, in any of the forms in which an address or a header carries it. */
function expectNoKeyIn({ error, pages }: Outcome, secrets: readonly (string | undefined)[]): void {
  const said = everythingIn(error) + everythingIn(pages);
  for (const secret of secrets) if (secret !== undefined) for (const form of [secret, encodeURIComponent(secret), encodeURI(secret), Buffer.from(secret).toString("base64")]) expect(said).not.toContain(form);
}

/** All text inside a value: strings, bytes, errors with stacks and causes. */
function everythingIn(value: unknown): string {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof Error) return [value.message, value.stack, everythingIn(value.cause), ...Object.values(value).map(everythingIn)].join("\n");
  if (ArrayBuffer.isView(value)) return "";
  if (typeof value === "object" && value !== null) return Object.entries(value).map(([name, inside]) => `${name}=${everythingIn(inside)}`).join("\n");
  return String(value);
}
