import { describe, expect, it } from "vitest";
import { parseFactorId } from "../../../../lib/factors/index.ts";
import { PANDAS } from "./pandas.ts";
import { PANDAS_TA } from "./pandasTa.ts";
import { RSI_PERIODS, TALIB } from "./talib.ts";
import { TECHNICALINDICATORS } from "./technicalindicators.ts";
import { TRADING_SIGNALS } from "./tradingSignals.ts";

const TABLES = {
  "RSI periods": RSI_PERIODS, "TA-Lib": TALIB, "pandas-ta-classic": PANDAS_TA, technicalindicators: TECHNICALINDICATORS, "trading-signals": TRADING_SIGNALS,
  ...Object.fromEntries(PANDAS.map(({ pairs, statistic }) => [`pandas ${statistic}`, pairs])),
};

describe.each(Object.entries(TABLES))("the pairs with %s", (_, pairs) => {
  it("name columns that there are, each once", () => {
    const ids = pairs.map(({ id }) => id);
    expect(() => ids.forEach(parseFactorId)).not.toThrow();
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it("the pairs with TA-Lib are at least 120", () => {
  expect(TALIB.length).toBeGreaterThanOrEqual(120);
});
