import type { Bars } from "../../../lib/market/bars.ts";
import type { Suite, SuiteRow } from "../timing.ts";
import { columnsContest, type ColumnsRow } from "./columns.ts";
import { memoryContest } from "./limits.ts";
import type { Pair } from "./pairs/pair.ts";
import { PANDAS } from "./pairs/pandas.ts";
import { PANDAS_TA } from "./pairs/pandasTa.ts";
import { RSI_PERIODS, TALIB } from "./pairs/talib.ts";
import { SINGLE_CALLS, TECHNICALINDICATORS } from "./pairs/technicalindicators.ts";
import { TRADING_SIGNALS } from "./pairs/tradingSignals.ts";
import { benchBars } from "../series.ts";
import { parallelContest } from "./parallel.ts";
import { streamingAgainst, streamingContest } from "./streaming.ts";

const BARS = 1_000_000;
/** Bars of a peer that would take minutes a turn. */
const FEWER = 100_000;
/** Rows behind which averages that begin in another way have met ours. */
const MET = 6_000;

const commonSet = (pairs: readonly Pair[]) => `common set (${pairs.length} columns)`;
const technicalindicators = { peer: "technicalindicators", peerRows: FEWER, from: MET } as const;
const streamed = { work: `one bar more, streaming, ${commonSet(TRADING_SIGNALS)}`, peer: "trading-signals", pairs: TRADING_SIGNALS, from: MET } as const;

/** Factors of a million bars in one thread, ours and each peer in a process of its own. */
export function factorSuite(rows = BARS): Suite {
  let made: Bars | undefined;
  const bars = () => (made ??= benchBars(rows));
  const columns = (row: ColumnsRow): SuiteRow => ({ work: row.work, peer: row.peer, prepare: () => columnsContest(bars(), row) });
  return [
    columns({ work: "RSI 2..200 in one call", peer: "TA-Lib", pairs: RSI_PERIODS, target: 2 }),
    columns({ work: commonSet(TALIB), peer: "TA-Lib", pairs: TALIB, target: 1.3 }),
    columns({ work: commonSet(PANDAS_TA), peer: "pandas-ta-classic", pairs: PANDAS_TA }),
    ...PANDAS.map(({ pairs, statistic }) => columns({ work: `rolling ${statistic}, ${pairs.length} windows`, peer: "pandas", pairs, target: 5 })),
    columns({ work: commonSet(TECHNICALINDICATORS), pairs: TECHNICALINDICATORS, target: 50, ...technicalindicators }),
    ...SINGLE_CALLS.map((row) => columns({ ...row, ...technicalindicators })),
    columns({ work: commonSet(TRADING_SIGNALS), peer: "trading-signals", pairs: TRADING_SIGNALS, from: MET }),
    { work: "one bar more, streaming, default set", peer: "limit of 50 µs", prepare: () => streamingContest(bars()) },
    { work: streamed.work, peer: streamed.peer, prepare: () => streamingAgainst(bars(), streamed) },
    { work: "set all, 2 threads", peer: "ours in one thread", prepare: () => parallelContest(bars(), 2, 1.6) },
    { work: "memory of the set all, piece by piece", peer: "limit of 4 GB", prepare: () => memoryContest(bars(), "pieces") },
    { work: "memory of the set all, kept whole", peer: "limit of 4 GB", prepare: () => memoryContest(bars(), "kept") },
  ];
}
