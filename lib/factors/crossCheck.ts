import * as peer from "technicalindicators";
import type { Bars } from "../market/bars.ts";
import { column } from "./columns.ts";
import { computeFactors } from "./computeFactors.ts";

/** One factor beside the same indicator of the npm package technicalindicators. */
export type CrossCheckRow = {
  readonly id: string;
  readonly indicator: string;
  /** Rows both have a value for. */
  readonly rows: number;
  /** Largest difference on any of them. */
  readonly largestDifference: number;
  /** Largest difference from 250 rows behind the start on, where a different first value no longer counts. */
  readonly settledDifference: number;
  /** Root mean square of the factor, to judge the difference by. */
  readonly size: number;
  /** Why the two differ, if they do by more than rounding of the last digits. */
  readonly note: string;
};

type Peer = { readonly indicator: string; readonly note?: string; readonly values: (bars: Input) => readonly (number | undefined)[] };

/** technicalindicators takes plain arrays. */
type Input = { readonly open: number[]; readonly high: number[]; readonly low: number[]; readonly close: number[]; readonly volume: number[] };

const macd = (close: number[]) => peer.MACD.calculate({ values: close, fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false });
const TWO_DECIMALS = "technicalindicators rounds to two decimals";
const OTHER_START = "another first value; the difference dies out";

const PEERS: Readonly<Record<string, Peer>> = {
  rsi_14: { indicator: "RSI", note: TWO_DECIMALS, values: ({ close }) => peer.RSI.calculate({ values: close, period: 14 }) },
  macd_line_12_26_9: { indicator: "MACD", note: OTHER_START, values: ({ close }) => macd(close).map((row) => row.MACD) },
  macd_hist_12_26_9: { indicator: "MACD", note: OTHER_START, values: ({ close }) => macd(close).map((row) => row.histogram) },
  stoch_k_14_1_3: { indicator: "Stochastic", values: (bars) => peer.Stochastic.calculate({ ...bars, period: 14, signalPeriod: 3 }).map((row) => row.k) },
  stoch_d_14_1_3: { indicator: "Stochastic", values: (bars) => peer.Stochastic.calculate({ ...bars, period: 14, signalPeriod: 3 }).map((row) => row.d) },
  roc_10: { indicator: "ROC", values: ({ close }) => peer.ROC.calculate({ values: close, period: 10 }) },
  williams_r_14: { indicator: "WilliamsR", values: (bars) => peer.WilliamsR.calculate({ ...bars, period: 14 }) },
  cci_20: { indicator: "CCI", values: (bars) => peer.CCI.calculate({ ...bars, period: 20 }) },
  mfi_14: { indicator: "MFI", note: TWO_DECIMALS, values: (bars) => peer.MFI.calculate({ ...bars, period: 14 }) },
  sma_20: { indicator: "SMA", values: ({ close }) => peer.SMA.calculate({ values: close, period: 20 }) },
  ema_20: { indicator: "EMA", values: ({ close }) => peer.EMA.calculate({ values: close, period: 20 }) },
  wma_20: { indicator: "WMA", values: ({ close }) => peer.WMA.calculate({ values: close, period: 20 }) },
  atr_14: { indicator: "ATR", values: (bars) => peer.ATR.calculate({ ...bars, period: 14 }) },
  adx_14: { indicator: "ADX", note: OTHER_START, values: (bars) => peer.ADX.calculate({ ...bars, period: 14 }).map((row) => row.adx) },
  plus_di_14: { indicator: "ADX", note: OTHER_START, values: (bars) => peer.ADX.calculate({ ...bars, period: 14 }).map((row) => row.pdi) },
  bb_upper_20: { indicator: "BollingerBands", values: ({ close }) => peer.BollingerBands.calculate({ values: close, period: 20, stdDev: 2 }).map((row) => row.upper) },
  obv: { indicator: "OBV", note: "technicalindicators starts at 0, ours at the first volume, as TA-Lib does", values: (bars) => peer.OBV.calculate({ close: bars.close, volume: bars.volume }) },
  ad: { indicator: "ADL", note: "technicalindicators rounds to whole numbers", values: (bars) => peer.ADL.calculate(bars) },
};

/** Factors beside technicalindicators on the same bars, aligned at the last row. */
export function crossCheck(bars: Bars): readonly CrossCheckRow[] {
  const input: Input = { open: [...bars.open], high: [...bars.high], low: [...bars.low], close: [...bars.close], volume: [...bars.volume] };
  const columns = computeFactors(bars, Object.keys(PEERS));
  return Object.entries(PEERS).map(([id, { indicator, note = "", values }]) => {
    const ours = column(columns, id);
    const theirs = values(input);
    const offset = ours.length - theirs.length;
    let rows = 0, largest = 0, settled = 0, squares = 0;
    for (let t = Math.max(0, offset); t < ours.length; t++) {
      const difference = Math.abs(ours[t]! - (theirs[t - offset] ?? Number.NaN));
      if (Number.isNaN(difference)) continue;
      rows++;
      squares += ours[t]! ** 2;
      largest = Math.max(largest, difference);
      if (rows > 250) settled = Math.max(settled, difference);
    }
    return { id, indicator, rows, largestDifference: largest, settledDifference: settled, size: Math.sqrt(squares / rows), note };
  });
}
