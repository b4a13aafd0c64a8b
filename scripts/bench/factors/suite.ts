import type { Bars } from "../../../lib/market/bars.ts";
import type { Suite, SuiteRow } from "../timing.ts";
import { columnsContest, type ColumnsRow } from "./columns.ts";
import { memoryContest, streamingContest } from "./limits.ts";
import { PANDAS } from "./pairs/pandas.ts";
import { PANDAS_TA } from "./pairs/pandasTa.ts";
import { RSI_PERIODS, TALIB } from "./pairs/talib.ts";
import { TECHNICALINDICATORS } from "./pairs/technicalindicators.ts";
import { TRADING_SIGNALS } from "./pairs/tradingSignals.ts";
import { benchBars } from "./series.ts";

const BARS = 1_000_000;
/** Bars of a peer that would take minutes a turn. */
const FEWER = 100_000;
/** Rows behind which averages that begin in another way have met ours. */
const MET = 6_000;

/** Factors of a million bars in one thread, ours and each peer in a process of its own. */
export function factorSuite(rows = BARS): Suite {
  let made: Bars | undefined;
  const bars = () => (made ??= benchBars(rows));
  const columns = (row: ColumnsRow): SuiteRow => ({ work: row.work, peer: row.peer, prepare: () => columnsContest(bars(), row) });
  return [
    columns({ work: "RSI 2..200 in one call", peer: "TA-Lib", pairs: RSI_PERIODS, target: 2 }),
    columns({ work: `common set (${TALIB.length} columns)`, peer: "TA-Lib", pairs: TALIB, target: 1.3 }),
    columns({ work: `common set (${PANDAS_TA.length} columns)`, peer: "pandas-ta-classic", pairs: PANDAS_TA }),
    ...PANDAS.map(({ pair, statistic }) => columns({ work: `rolling ${statistic}, ${pair.id}`, peer: "pandas", pairs: [pair], target: 5 })),
    columns({ work: `common set (${TECHNICALINDICATORS.length} columns)`, peer: "technicalindicators", pairs: TECHNICALINDICATORS, target: 50, peerRows: FEWER, from: MET }),
    columns({ work: `common set (${TRADING_SIGNALS.length} columns)`, peer: "trading-signals", pairs: TRADING_SIGNALS, from: MET }),
    { work: "one bar more, streaming", peer: "limit of 50 µs", prepare: () => streamingContest(bars()) },
    { work: "memory of the set all", peer: "limit of 4 GB", prepare: () => memoryContest(bars()) },
  ];
}
