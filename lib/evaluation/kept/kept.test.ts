import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nextClose } from "../../labels/index.ts";
import { logistic } from "../../models/index.ts";
import { smallDataset, smallPlan } from "../evaluation.fixture.ts";
import { datasetOf, EvaluationError, fitFold, fitForecasterOnFold, joinOutOfFold, loadDataset, loadOutOfFold, plantedMarket, saveDataset, saveOutOfFold } from "../index.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "marketbook-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("a dataset is read back to the last bit, NaN and further labels included, under the name of its content, and written once", () => {
  const { bars, dataset: { columns, label } } = plantedMarket({ kind: "edge", seed: 1, bars: 50, task: "classification" });
  const dataset = datasetOf({ bars, columns, label, others: { price: nextClose(bars, { horizon: 3 }) } });
  const file = saveDataset(dataset, folder);
  expect(file).toBe(join(folder, `${dataset.digest}.dataset`));
  expect(loadDataset(file)).toEqual({ ...dataset, label, others: { price: nextClose(bars, { horizon: 3 }) } });
  expect(saveDataset(loadDataset(file), folder)).toBe(file);
  expect(readdirSync(folder)).toEqual([`${dataset.digest}.dataset`]);
});

test("a dataset's digest tells any change: a value, a name, the order of columns, the horizon", () => {
  const { bars, dataset } = plantedMarket({ kind: "edge", seed: 1, bars: 50 });
  const { columns, label } = dataset;
  const reordered = { ...columns, names: columns.names.toReversed() };
  const others = [datasetOf({ bars, columns: reordered, label }), datasetOf({ bars, columns, label: { ...label, horizon: 2 } }), datasetOf({ bars: { ...bars, symbol: "X" }, columns, label }), datasetOf({ bars, columns, label: { ...label, values: label.values.map((y, t) => (t === 3 ? -y : y)) } })];
  expect(new Set([dataset, ...others].map(({ digest }) => digest)).size).toBe(5);
  expect(datasetOf({ bars, columns, label }).digest).toBe(dataset.digest);
});

test("a file that is cut off, changed in one bit, renamed or of another form is refused by name, with the remedy", () => {
  const file = saveDataset(smallDataset(7), folder);
  const bytes = readFileSync(file);
  const damaged = (change: (copy: Buffer) => Uint8Array) => {
    writeFileSync(file, change(Buffer.from(bytes)));
    return () => loadDataset(file);
  };
  expect(damaged((copy) => copy.subarray(0, 5))).toThrow(new EvaluationError(`${file} cannot be read: it has 5 bytes and is cut off. Delete it; it is made again.`));
  expect(damaged((copy) => copy.subarray(0, -8))).toThrow(`it has ${bytes.length - 8} bytes instead of ${bytes.length}`);
  expect(damaged((copy) => (copy.writeUInt8(copy.readUInt8(copy.length - 100) ^ 1, copy.length - 100), copy))).toThrow("its SHA-256 is not that of what was written");
  expect(damaged(() => Buffer.from("PK\u0003\u0004 not a dataset at all"))).toThrow("is cut off");
  expect(damaged((copy) => (copy.fill(" ", 8, 40), copy))).toThrow("its header is not of the form that is written here");
  writeFileSync(file, bytes);
  const other = join(folder, `${"0".repeat(64)}.dataset`);
  renameSync(file, other);
  expect(() => loadDataset(other)).toThrow("a dataset keeps the name it was written under");
});

test("a file that cannot be written is named, with what the system said, and leaves nothing half written", () => {
  const inTheWay = join(folder, "a file");
  writeFileSync(inTheWay, "");
  expect(() => saveDataset(smallDataset(9), inTheWay)).toThrow(/a file\/[0-9a-f]{64}\.dataset could not be written: .*EEXIST.*\. Make room or name another folder; what was finished before is still there\./);
});

test("out-of-fold forecasts are read back to the last bit, with quantiles, probabilities, records and what failed", async () => {
  const market = plantedMarket({ kind: "edge", seed: 1, bars: 260, task: "classification" }).dataset;
  const { outOfFold } = await fitForecasterOnFold({ dataset: market, plan: smallPlan(market), fold: 0, forecaster: logistic(), spec: { model: "logistic", settings: {} }, seed: 1 });
  const whole = { ...outOfFold, quantiles: { levels: [0.1, 0.9], values: new Float64Array(40).fill(0.25) }, failed: [{ code: "fold-failed" as const, where: { fold: 3, model: "logistic" }, expected: "a fitted model", got: "no" }] };
  const file = join(folder, "deep", "logistic.oof");
  saveOutOfFold(whole, file);
  expect(loadOutOfFold(file)).toEqual(whole);
});

test("parts are joined in the order of their folds; a fold twice, or parts of two models, are refused", async () => {
  const dataset = smallDataset();
  const parts = await Promise.all([2, 0, 1].map(async (fold) => (await fitFold({ dataset, plan: smallPlan(dataset), fold, spec: { model: "linear" }, seed: 1 })).outOfFold));
  const whole = joinOutOfFold(parts);
  expect(Array.from(whole.rows)).toEqual(Array.from({ length: 60 }, (_, k) => 180 + k));
  expect(Array.from(new Set(whole.fold))).toEqual([0, 1, 2]);
  expect(whole.forecast.subarray(0, 20)).toEqual(parts[1]!.forecast);
  expect(() => joinOutOfFold([parts[0]!, parts[0]!])).toThrow("joinOutOfFold: fold 3 is there twice");
  expect(() => joinOutOfFold([parts[0]!, { ...parts[1]!, seed: 2 }])).toThrow("the parts are of linear, seed 2, and of linear, seed 1; join those of one model");
  expect(() => joinOutOfFold([])).toThrow("there is no part");
});
