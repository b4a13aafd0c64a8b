import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { lstmNetwork } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { fitStandard, scalerFromJSON } from "../scaling/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import { loadForecaster, loadModel, networkForecaster, predict, saveModel } from "./index.ts";
import { sha256 } from "./saveModel.ts";
import { plantedWindows } from "./planted.fixture.ts";

const windows = plantedWindows(20, 1);
const model = () => lstmNetwork({ units: [4, 3] }).build(windows, randomKey(1));
let root = "";
let folder = "";

beforeAll(async () => void (await startEngine()));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "marketbook-"));
  folder = join(root, "lstm");
  await saveModel(model(), folder, { ...windows, target: { offset: 1, scale: 2 } });
});
afterEach(async () => rm(root, { recursive: true }));

test("a loaded model gives the output of the saved one, to the last bit", async () => {
  const loaded = await loadModel(folder);
  expect(predict(loaded.model, windows)).toEqual(predict(model(), windows));
  expect(loaded.card).toMatchObject({ columns: ["signal", "noise"], lookback: 6, horizon: 1, target: { offset: 1, scale: 2 } });
});

test("a saved model carries the scaler of its columns", async () => {
  const signal = Float64Array.of(1, 2, 4);
  const columns = columnsOf(signal, { signal });
  const scaler = fitStandard(columns, { from: 0, to: 3 });
  await saveModel(model(), folder, { ...windows, scaler });
  const { card } = await loadModel(folder);
  expect(scalerFromJSON(card.scaler).transform(columns)).toEqual(scaler.transform(columns));
});

test("a loaded forecaster gives the forecasts of the fitted one and wants the same columns", async () => {
  const fitted = await networkForecaster(lstmNetwork({ units: [4] }), { epochs: 1 }).fit(windows, windows, { key: randomKey(1) });
  await fitted.save?.(folder);
  const loaded = await loadForecaster(folder);
  expect(loaded.name).toBe("LSTM 4");
  expect(loaded.predict(windows)).toEqual(fitted.predict(windows));
  expect(() => loaded.predict({ ...windows, columns: ["noise", "signal"] })).toThrow("LSTM 4: fitted on windows of 6 steps of signal, noise, asked to predict windows of 6 steps of noise, signal.");
});

test("saving again replaces the old model and leaves nothing else behind", async () => {
  await saveModel(model(), folder, windows);
  expect(await readdir(root)).toEqual(["lstm"]);
  expect((await readdir(folder)).sort()).toEqual(["card.json", "model.json", "weights.bin"]);
});

test("a file that was cut off is named", async () => {
  await truncate(join(folder, "weights.bin"), 100);
  await expect(loadModel(folder)).rejects.toThrow(/weights\.bin is not the file that was saved/);
  await truncate(join(folder, "card.json"), 100);
  await expect(loadModel(folder)).rejects.toThrow(/card\.json is not JSON: it is cut off or damaged/);
});

test("a file that was changed is named", async () => {
  const path = join(folder, "model.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"units":4', '"units":5'));
  await expect(loadModel(folder)).rejects.toThrow(/model\.json is not the file that was saved: SHA-256/);
});

test("a network of layers that this version does not know is named", async () => {
  const path = join(folder, "model.json");
  const text = (await readFile(path, "utf8")).replaceAll("FusedLstm", "OtherLayer");
  await writeFile(path, text);
  const card = JSON.parse(await readFile(join(folder, "card.json"), "utf8"));
  card.files["model.json"] = sha256(Buffer.from(text));
  await writeFile(join(folder, "card.json"), JSON.stringify(card));
  await expect(loadModel(folder)).rejects.toThrow(/model\.json does not describe a model that this version knows: Unknown layer: OtherLayer/);
});

test("a card of another format is refused", async () => {
  const path = join(folder, "card.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"format": 1', '"format": 2'));
  await expect(loadModel(folder)).rejects.toThrow(/card\.json is not of the format this version reads/);
});

test("a folder without a model is named", async () => {
  await expect(loadModel(join(root, "absent"))).rejects.toThrow(/absent.card\.json cannot be read/);
});
