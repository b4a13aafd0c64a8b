import { describe, expect, test } from "vitest";
import { computeFactors, describeFactor, FactorError, parseFactorId } from "./index.ts";
import { randomBars } from "./fixtures/randomBars.ts";

describe("an id that cannot be read is refused with the nearest one that can", () => {
  test.each([
    ["rsj_14", 'there is no factor "rsj_14". Did you mean "rsi_14"?'],
    ["RSI_14", 'there is no factor "RSI_14". Did you mean "rsi_14"?'],
    ["macd", 'there is no factor "macd". Did you mean "macd_line_12_26_9"?'],
    ["macd_12", 'there is no factor "macd_12". Did you mean "macd_line_12_26_9"?'],
    ["rsi14", 'there is no factor "rsi14". Did you mean "rsi_14"?'],
    ["mcad_hist_12_26_9", 'there is no factor "mcad_hist_12_26_9". Did you mean "macd_hist_12_26_9"?'],
    ["relativevolume_20", 'there is no factor "relativevolume_20". Did you mean "relative_volume_20"?'],
    ["", "there is no factor \"\"."],
  ])("%s", (id, message) => {
    expect(() => parseFactorId(id)).toThrow(message);
    expect(() => parseFactorId(id)).toThrow("`npx marketbook factors --list` prints all.");
    expect(() => parseFactorId(id)).toThrow(FactorError);
  });
});

describe("bad parameters are named", () => {
  test.each([
    ["rsi", '"rsi" has 0 parameters, rsi takes 1 (period), as in "rsi_14".'],
    ["rsi_0", '"rsi_0": period must be a whole number from 2 to 200, got "0".'],
    ["rsi_201", '"rsi_201": period must be a whole number from 2 to 200, got "201".'],
    ["rsi_14.5", '"rsi_14.5": period must be a whole number from 2 to 200, got "14.5".'],
    ["rsi_014", '"rsi_014": period must be a whole number from 2 to 200, got "014".'],
    ["rsi_14_3", '"rsi_14_3" has 2 parameters, rsi takes 1 (period), as in "rsi_14".'],
    ["macd_hist_26_12_9", '"macd_hist_26_12_9": fast (26) must be shorter than slow (12).'],
    ["obv_20", '"obv_20" has 1 parameters, obv takes 0 (none), as in "obv".'],
  ])("%s", (id, message) => {
    expect(() => parseFactorId(id)).toThrow(message);
  });

  test("a factor of sessions on daily bars", () => {
    expect(() => computeFactors(randomBars(150, 1), ["time_in_session"])).toThrow('"time_in_session" says nothing of daily bars, which hold every session at once. Give bars of an hour or less.');
  });

  test("a period longer than the data", () => {
    expect(() => computeFactors(randomBars(150, 1), ["sma_200"])).toThrow('"sma_200" has its first value after 200 bars, RANDOM has 150. Give more bars or ask for a shorter period.');
  });
});

test("a parameter with a usual value may be left out", () => {
  expect(parseFactorId("bb_width_20").values).toEqual({ period: 20, deviations: 2 });
  expect(parseFactorId("bb_width_20_2.5").values).toEqual({ period: 20, deviations: 2.5 });
});

test("a column is described by its id or by its name alone", () => {
  expect(describeFactor("rsi_30")).toMatchObject({ id: "rsi_30", family: "momentum", unit: "percent", scaleFree: true, inputs: ["close"], parameters: "period 2..200", warmUp: 30 });
  expect(describeFactor("macd_hist")).toMatchObject({ id: "macd_hist_12_26_9", unit: "price", scaleFree: false, warmUp: 33 });
  expect(() => describeFactor("rsj")).toThrow('Did you mean "rsi_14"?');
});
