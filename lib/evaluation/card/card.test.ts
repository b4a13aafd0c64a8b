import { beforeAll, describe, expect, test } from "vitest";
import { logistic } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { smallDataset, smallPlan } from "../evaluation.fixture.ts";
import { cardFragment, cardHtml, cardText, evaluate, fitForecasterOnFold, joinOutOfFold, judge, modelCard, plantedMarket, type EvaluationCard, type OutOfFold } from "../index.ts";

const key = randomKey(1);
const dataset = smallDataset();
const plan = smallPlan(dataset);
let linear: OutOfFold;
let card: EvaluationCard;
beforeAll(async () => {
  linear = (await evaluate(dataset, plan, [{ model: "linear" }], { inProcess: true }))[0]!;
  card = await modelCard({ dataset, plan, outOfFold: linear, judgement: judge(linear, { linear, key, resamples: 50 }) });
});

describe("a card", () => {
  test("tells data by hash, columns, seed, all settings, folds, metrics, skill, lag and versions, and survives JSON", () => {
    expect(card).toMatchObject({
      model: { model: "linear", settings: { alpha: "validated" } },
      seed: 1,
      data: { symbol: "PLANTED-edge", digest: dataset.digest, rows: 260, columns: ["signal", "regime", "log_return_1", "noise_1", "noise_2"], label: { name: "next_log_return_1", horizon: 1 } },
      plan: { lookback: 5, scaler: "standard", validationShare: 0.2 },
      judgement: { rows: 79, metrics: { rmse: { interval: { confidence: 0.95 } } }, lag: { repeatsYesterday: false } },
      findings: [{ code: "untested-rows" }],
    });
    expect(card.folds[1]).toMatchObject({ fold: 1, train: [["2000-01-21", "2000-06-10"]], test: [["2000-07-19", "2000-08-07"]], windows: { train: 142, validation: 36, test: 20 } });
    expect(Object.keys(card.versions)).toEqual(expect.arrayContaining(["marketbook", "node"]));
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });

  test("has the same bytes for the same data, model and seed, however long the fits took", async () => {
    const slower = { ...linear, folds: linear.folds.map((fold) => ({ ...fold, seconds: fold.seconds + 1 })) };
    const again = await modelCard({ dataset, plan, outOfFold: slower, judgement: judge(slower, { linear: slower, key, resamples: 50 }) });
    expect(JSON.stringify(again)).toBe(JSON.stringify(card));
    expect(cardHtml(again)).toBe(cardHtml(card));
  });

  test("reads as text, part by part; what cannot be told says why", () => {
    const text = cardText(card);
    expect(text.match(/^## .*/gm)).toEqual(["## Model", "## Data", "## Folds", "## Out of sample: 79 rows, 2000-06-29 to 2000-09-15", "## Against persistence", "## Against the linear model", "## Lag test", "## Calibration", "## Findings", "## Versions"]);
    expect(text).toMatch(/^rmse +0\.00\d+ {2}\(95 % interval 0\.00\d+ to 0\.0\d+\)$/m);
    expect(text).toContain("Diebold–Mariano  N/A: the two forecasts have the same error in every row");
    expect(text).toContain("calibration  N/A: of classifiers");
    expect(text).toContain("first   learnt from 2000-01-01 to 2000-05-21 (138 windows), foretold 2000-06-29 to 2000-07-18 (20)");
  });

  test("of a classifier has its calibration in bins, and as a picture on its page", async () => {
    const rises = plantedMarket({ kind: "edge", seed: 1, strength: 0.5, bars: 260, task: "classification" }).dataset;
    const outOfFold = joinOutOfFold(await Promise.all(plan.folds.map(async (_, fold) => (await fitForecasterOnFold({ dataset: rises, plan: smallPlan(rises), fold, seed: 1, forecaster: { ...logistic(), name: "<logistic>" } })).outOfFold)));
    const classified = await modelCard({ dataset: rises, plan, outOfFold, judgement: judge(outOfFold, { linear: outOfFold, key, resamples: 50 }) });
    expect(cardText(classified)).toMatch(/^\d+ % to \d+ % +said [\d.]+ %, came [\d.]+ %, \d+ times$/m);
    const page = cardHtml(classified);
    expect(page.match(/<circle /g)!.length).toBeGreaterThan(3);
    expect(page).toContain("&lt;logistic&gt;");
    expect(page).not.toContain("<logistic>");
    expect(cardHtml(card)).not.toContain("<svg");
  });

  test("stands within a notebook with the same parts, and no heading, style or page of its own", () => {
    const [fragment, page] = [cardFragment(card), cardHtml(card)];
    const cells = (html: string) => html.match(/<t[hd][^>]*>.*?<\/t[hd]>/g)!;
    expect(cells(fragment)).toEqual(cells(page));
    expect(fragment).not.toMatch(/<(h\d|style|html|body)/);
    expect(fragment).toContain("<b>Against persistence</b>");
  });

  test("is refused for another dataset or another model's judgement", async () => {
    const judgement = judge(linear, { linear, key, resamples: 10 });
    await expect(modelCard({ dataset: smallDataset(2), plan, outOfFold: linear, judgement })).rejects.toThrow("modelCard: the forecasts are of the dataset");
    await expect(modelCard({ dataset, plan, outOfFold: { ...linear, seed: 4 }, judgement })).rejects.toThrow("modelCard: the judgement is of linear, seed 1, the forecasts are of linear, seed 4; judge these forecasts");
  });
});
