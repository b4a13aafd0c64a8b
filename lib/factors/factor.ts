import type { BarColumn } from "../market/bars.ts";
import type { Line } from "./engine/line.ts";

export const FAMILIES = ["returns", "price", "momentum", "trend", "volatility", "volume", "statistical", "candles", "calendar", "sessions", "cross-asset", "order flow", "alpha101"] as const;
export type Family = (typeof FAMILIES)[number];

/** What a column counts in, as powers of price and of volume: columns in "price" double with the level of the prices, those in "1/turnover" halve. */
export const UNITS = {
  price: { price: 1, volume: 0 },
  "squared price": { price: 2, volume: 0 },
  volume: { price: 0, volume: 1 },
  turnover: { price: 1, volume: 1 },
  "1/turnover": { price: -1, volume: -1 },
  "squared price per volume": { price: 2, volume: -1 },
  percent: { price: 0, volume: 0 },
  ratio: { price: 0, volume: 0 },
  "log return": { price: 0, volume: 0 },
  "log return per bar": { price: 0, volume: 0 },
  flag: { price: 0, volume: 0 },
  number: { price: 0, volume: 0 },
  /** Prices added to numbers or compared with them: follows no power. */
  mixed: { price: Number.NaN, volume: Number.NaN },
} as const;
export type Unit = keyof typeof UNITS;

export type Parameter = { readonly least: number; readonly most: number; readonly whole: boolean; readonly default?: number };

/** Values of the parameters by name. */
export type Values<Name extends string> = Readonly<Record<Name, number>>;

/** One column of a factor. Its id is the name here, then each parameter: `macd_hist` becomes `macd_hist_12_26_9`. */
export type Output = { readonly id: string; readonly description: string; readonly unit: Unit };

/** Columns of another series, carried to the bars' times: "reference.close" is the close of the reference named in the id. */
export const REFERENCE_COLUMNS = ["reference.close"] as const;
/** What was quoted and traded within a bar, where the source tells. */
export const QUOTE_COLUMNS = ["quotes.bid", "quotes.ask", "quotes.bidSize", "quotes.askSize", "quotes.buyVolume", "quotes.sellVolume", "quotes.trades", "quotes.tradeSizeSquares", "quotes.largestTrade"] as const;
export type Input = BarColumn | (typeof REFERENCE_COLUMNS)[number] | (typeof QUOTE_COLUMNS)[number];

/** The columns a factor is made from, and the milliseconds from bar to bar. */
export type BarLines = Readonly<Record<Input, Line>> & {
  readonly interval: number;
  /** Closes of the references behind `given` in the id, for factors that take them, by name. */
  readonly given: Readonly<Record<string, Line>>;
};

/** A factor: what it says, how it is computed, and the columns it gives. Several columns that share work are one factor. */
export type Factor<Name extends string = string> = {
  readonly name: string;
  readonly family: Family;
  readonly formula: string;
  readonly source: string;
  /** What happens where the formula divides by nothing: flat prices, no volume. */
  readonly edge: string;
  /** Columns it reads. A missing value in any of them is a gap of the factor. */
  readonly inputs: readonly Input[];
  readonly parameters: Readonly<Record<Name, Parameter>>;
  readonly outputs: readonly Output[];
  /** Values of the parameters in the set `default`, in order. */
  readonly defaults: readonly (readonly number[])[];
  /** More values in the set `all`. Without any, and without defaults, the example is in it. */
  readonly more?: readonly (readonly number[])[];
  /** Values to show the factor with. Without them the first of the defaults. */
  readonly example?: readonly number[];
  /** Set for factors of several references at once: ids may name others behind the first, `exposure_size_given_market_value_60`. */
  readonly joint?: true;
  /** Set for factors that compare the assets of a panel: the groupings of assets they read, often none. */
  readonly groupings?: readonly string[];
  /** Set for factors that say nothing of daily bars. */
  readonly intradayOnly?: true;
  /** Set where the first value waits for something that bars do not count, as the end of a session: what it waits for. `warmUp` is then the least. */
  readonly waitsFor?: string;
  /** What is wrong with a combination of values, if anything. */
  refuse?(values: Values<Name>): string | undefined;
  /** One line for each output. The value at row t uses rows ≤ t only. */
  lines(bar: BarLines, values: Values<Name>): readonly Line[];
};

/** A number of bars. */
export function barCount(least: number, most: number): Parameter {
  return { least, most, whole: true };
}

/** A real number that may be left out of the id when it is the last and has its usual value. */
export function optionalNumber(usual: number, least: number, most: number): Parameter {
  return { least, most, whole: false, default: usual };
}

/** A real number that is always written in the id. */
export function realNumber(least: number, most: number): Parameter {
  return { least, most, whole: false };
}

/** Ties the names of the parameters to the functions that use them. */
export function defineFactor<const Name extends string>(factor: Factor<Name>): Factor {
  return factor;
}
