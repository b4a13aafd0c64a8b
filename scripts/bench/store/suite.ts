import { barSumsDifference } from "../barSums.ts";
import type { Contest, Suite, SuiteRow } from "../timing.ts";
import type { Amount, Question } from "./protocol.ts";
import { openPair, sharedPairs, STORE_PEERS, type Pair, type StorePeer } from "./workers.ts";

/** 10M bars: so many minutes of 20 symbols. */
const LARGE: Amount = { symbols: 20, rows: 500_000 };
/** Rows that one call saves: what a year and more of minutes is to a back-fill's page. */
const PIECE = 50_000;
const READS = 100;
const RANGE = 10_000;
const TURNS = 3;
/** What is loaded before a person begins to work, and how long that may take. */
const DAILY: Amount = { symbols: 500, rows: 5 * 252 };
const MINUTES: Amount = { symbols: 20, rows: 60 * 1440 };

const BYTES = "bytes on the disk";
const memoryOf = ({ rows, symbols }: Amount): string => `memory of inserting ${symbols * rows / 1e6}M bars`;

type Timed = Extract<Question, { readonly count: number }>;
type Work = { readonly name: string; readonly question: Timed; readonly parts: number; readonly part: string };

function worksOf({ rows, symbols }: Amount): readonly Work[] {
  const range = Math.min(RANGE, rows >> 1);
  return [
    { name: `insert ${symbols * rows / 1e6}M bars`, question: { ask: "insert", count: 1, piece: PIECE }, parts: symbols * rows, part: "bar" },
    { name: `read ${READS} stretches of ${range} bars`, question: { ask: "ranges", count: 1, reads: READS, rows: range }, parts: READS * range, part: "bar" },
    { name: `read ${rows} closes of a symbol`, question: { ask: "closes", count: 1 }, parts: rows, part: "close" },
    { name: "save one bar more", question: { ask: "single", count: 1 }, parts: 1, part: "bar" },
  ];
}

/** The store of 10M bars beside those that a person would take, each in a process of its own. */
export function storeSuite(rows = LARGE.rows): Suite {
  const amount = { ...LARGE, rows };
  const pairOf = sharedPairs((peer) => openPair(amount, peer, PIECE));
  const ofPeer = (peer: StorePeer): SuiteRow[] => [
    ...worksOf(amount).map((work) => ({ work: work.name, peer, prepare: async () => contest(await pairOf(peer), amount, work) })),
    { work: BYTES, peer, prepare: async () => sizeContest(await pairOf(peer), amount) },
    { work: memoryOf(amount), peer, prepare: async () => memoryContest(await pairOf(peer), amount) },
  ];
  return [
    ...STORE_PEERS.flatMap(ofPeer),
    { work: "load 5 years of 500 symbols, daily", peer: "DuckDB", prepare: () => loadContest("load 5 years of 500 symbols, daily", DAILY) },
    { work: "load 60 days of 20 symbols, minutes", peer: "DuckDB", prepare: () => loadContest("load 60 days of 20 symbols, minutes", MINUTES) },
  ];
}

function contest(pair: Pair, amount: Amount, { name, part, parts, question }: Work): Contest {
  const { close, ours, theirs } = pair;
  return {
    work: name, peer: theirs.versions, turns: TURNS, each: { name: part, count: parts },
    ours: { measure: async (count) => (await ours.ask({ ...question, count })).seconds },
    theirs: { measure: async (count) => (await theirs.ask({ ...question, count })).seconds },
    agree: () => difference(pair, amount), close,
  };
}

async function difference({ ours, theirs }: Pair, { rows }: Amount): Promise<string | undefined> {
  const wanted = { ask: "digest", reads: READS, rows: Math.min(RANGE, rows >> 1) } as const;
  return barSumsDifference(await ours.ask(wanted), await theirs.ask(wanted));
}

function sizeContest(pair: Pair, amount: Amount): Contest {
  const { close, ours, theirs } = pair;
  return {
    work: BYTES, peer: theirs.versions, unit: "bytes", turns: 1,
    ours: { measure: async () => (await ours.ask({ ask: "size" })).bytes },
    theirs: { measure: async () => (await theirs.ask({ ask: "size" })).bytes },
    agree: () => difference(pair, amount), close,
  };
}

/** The most that each process had held when its store was filled, the runtime and the bars of one symbol included. */
function memoryContest(pair: Pair, amount: Amount): Contest {
  const { close, ours, theirs } = pair;
  return {
    work: memoryOf(amount), peer: theirs.versions, unit: "bytes", turns: 1,
    ours: { measure: async () => ours.memory }, theirs: { measure: async () => theirs.memory },
    agree: () => undefined, close,
  };
}

/** Everything that was saved, read into columns. */
async function loadContest(work: string, amount: Amount): Promise<Contest> {
  const pair = await openPair(amount, "DuckDB", amount.rows);
  const { close, ours, theirs } = pair;
  return {
    work, peer: theirs.versions, turns: TURNS, each: { name: "bar", count: amount.symbols * amount.rows },
    ours: { measure: async (count) => (await ours.ask({ ask: "everything", count })).seconds },
    theirs: { measure: async (count) => (await theirs.ask({ ask: "everything", count })).seconds },
    agree: () => difference(pair, amount), close,
  };
}
