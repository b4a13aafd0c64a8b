import { expect, test } from "vitest";
import { randomPanel } from "../factors/fixtures/randomPanel.ts";
import { computeFactors, computePanel, type Columns } from "../factors/index.ts";
import { randomKey } from "../random/index.ts";
import { detectPanelLookAhead, type Panel } from "./index.ts";

const panel = randomPanel(420, 5);
const key = randomKey(1);
const options = { key, cuts: 3 };
const groups = { sector: Object.fromEntries(Object.keys(panel).map((symbol, k) => [symbol, String(k % 2)])) };

test("columns compared across assets are found clean, whosever future is taken away or changed", () => {
  const ids = ["rsi_14_cs_rank", "log_return_5_cs_zscore_lag_2", "zscore_20_cs_demean", "roc_10_cs_neutral"];
  expect(detectPanelLookAhead((some) => computePanel(some, ids, { groups }), panel, options)).toEqual([]);
}, 120_000);

test("exposures to other assets of the panel are found clean, those that begin late and end early included", () => {
  const ids = ["exposure_daily_given_holes_late_60", "correlation_regime_gone_20_120", "lead_correlation_holes_1_60", "beta_late_20"];
  const references = (some: Panel) => ({ daily: some["DAILY"]!, holes: some["HOLES"]!, late: some["LATE"]!, gone: some["GONE"]! });
  expect(detectPanelLookAhead((some) => computePanel(some, ids, { references: references(some) }), panel, options)).toEqual([]);
}, 120_000);

test("a comparison with another asset's bar of tomorrow is found, with the asset", () => {
  const withTomorrow = (some: Panel): Readonly<Record<string, Columns>> => {
    const daily = some["DAILY"]!;
    const early = { closeTime: daily.closeTime.map((time) => time - 86_400_000), close: daily.close };
    return { WEEKDAYS: computeFactors(some["WEEKDAYS"]!, ["beta_daily_20"], { references: { daily: early } }) };
  };
  const [finding] = detectPanelLookAhead(withTomorrow, panel, options);
  expect(finding).toMatchObject({ code: "look-ahead", column: "beta_daily_20" });
}, 120_000);
