import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { lstmNetwork } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { fitStandard, scalerFromJSON } from "../scaling/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import { slidingWindows } from "../windows/index.ts";
import { loadForecaster, loadModel, networkForecaster, predict, saveForecaster, saveModel, TrainingError } from "./index.ts";
import { cardDigest, sha256 } from "./modelCard.ts";
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
  await saveForecaster(fitted, folder);
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

test("a folder of other things is never replaced, nor a file", async () => {
  await writeFile(join(folder, "notes.txt"), "mine");
  await expect(saveModel(model(), folder, windows)).rejects.toThrow(/^saveModel: .*lstm holds notes\.txt, which is no part of a model and would be lost\. Name another folder\.$/);
  await expect(saveModel(model(), join(folder, "notes.txt"), windows)).rejects.toThrow(/notes\.txt is a file, and a model is a folder\./);
  expect(await readFile(join(folder, "notes.txt"), "utf8")).toBe("mine");
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
  card.digest = cardDigest(card);
  await writeFile(join(folder, "card.json"), JSON.stringify(card));
  await expect(loadModel(folder)).rejects.toThrow(/model\.json does not describe a model that this version knows: its layer OtherLayer is unknown/);
});

test("a card of another format is refused", async () => {
  const path = join(folder, "card.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"format": 3', '"format": 4'));
  await expect(loadModel(folder)).rejects.toThrow(/card\.json is not of the format this version reads/);
});

test("a card of the format before is still read", async () => {
  const path = join(folder, "card.json");
  const { digest, training, ...card } = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...card, format: 1, versions: { "tfjs-layers": "4.22.0", node: "22.23.2" } }));
  const loaded = await loadModel(folder);
  expect(predict(loaded.model, windows)).toEqual(predict(model(), windows));
});

test("a card whose target scale was changed is named", async () => {
  const path = join(folder, "card.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"scale": 2', '"scale": 3'));
  await expect(loadModel(folder)).rejects.toThrow(/^loadModel: .*card\.json is not the card that was saved: its digest does not hold\. Save the model again\.$/);
});

test("a card says what made the model", async () => {
  const fitted = await networkForecaster(lstmNetwork({ units: [4] }), { epochs: 2 }).fit(windows, windows, { key: randomKey(1) });
  await saveForecaster(fitted, folder);
  const { card } = await loadModel(folder);
  expect(Object.keys(card.versions)).toEqual(["marketbook", "tfjs", "tensorflow", "node"]);
  expect(card.training).toEqual({ epochs: 2, bestEpoch: expect.any(Number), loss: expect.any(Number), validationLoss: expect.any(Number) });
});

test("from raw columns to a forecast: a loaded forecaster brings the scaler that its columns went through", async () => {
  const close = Float64Array.from({ length: 40 }, (_, t) => 100 + t + Math.sin(t));
  const columns = columnsOf(close, { close });
  const rows = { from: 0, to: 30 };
  const scaler = fitStandard(columns, rows);
  const target = { horizon: 1, values: close.map((value, t) => (close[t + 1] ?? Number.NaN) / value - 1) };
  const seen = slidingWindows(scaler.transform(columns), target, { rows, lookback: 6 });
  const fitted = await networkForecaster(lstmNetwork({ units: [3] }), { epochs: 1 }).fit(seen, seen, { key: randomKey(1) });
  await saveForecaster(fitted, folder, { scaler });

  const { card, predict: forecast, scaler: loaded } = await loadForecaster(folder);
  const fresh = slidingWindows(loaded!.transform(columns), target, { rows: { from: 30, to: 40 }, lookback: card.lookback });
  expect(forecast(fresh)).toEqual(fitted.predict(fresh));
});

describe("a damaged model is a sentence that names the file, never a wrong model", () => {
  const files = ["card.json", "model.json", "weights.bin"];
  const refusal = (name: string) => new RegExp(`^loadModel: .*${name.replace(".", "\\.")} .*\\.$`);

  test.each(files)("any bit of %s", async (name) => {
    const path = join(folder, name);
    const bytes = await readFile(path);
    await fc.assert(fc.asyncProperty(fc.nat(8 * bytes.length - 1), async (bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      fc.pre(!isSameJson(name, bytes, changed));
      await writeFile(path, changed);
      await expect(loadModel(folder)).rejects.toThrow(TrainingError);
    }), { seed: 1, numRuns: 60 });
  });

  test.each(files)("%s cut off anywhere", async (name) => {
    const path = join(folder, name);
    const bytes = await readFile(path);
    for (const length of [0, 1, bytes.length >> 1, bytes.length - 3]) {
      await writeFile(path, bytes.subarray(0, length));
      await expect(loadModel(folder)).rejects.toThrow(refusal(name));
    }
  });

  test.each(files)("%s missing, or a folder in its place", async (name) => {
    await rm(join(folder, name));
    await expect(loadModel(folder)).rejects.toThrow(refusal(name));
    await mkdir(join(folder, name));
    await expect(loadModel(folder)).rejects.toThrow(refusal(name));
  });

  test.each(files)("%s of another model", async (name) => {
    const other = join(root, "other");
    await saveModel(lstmNetwork({ units: [5] }).build(windows, randomKey(2)), other, windows);
    await copyFile(join(other, name), join(folder, name));
    await expect(loadModel(folder)).rejects.toThrow(TrainingError);
  });

  test("a file that is greater than any such file", async () => {
    await truncate(join(folder, "card.json"), 2 ** 26 + 1);
    await expect(loadModel(folder)).rejects.toThrow(/card\.json has 67108865 bytes; files of at most 67108864 are read\./);
  });

  test("brackets without end", async () => {
    await writeFile(join(folder, "card.json"), "[".repeat(2 ** 20));
    await expect(loadModel(folder)).rejects.toThrow(refusal("card.json"));
  });
});

/** A space that became another space, say, is no damage. */
function isSameJson(name: string, before: Buffer, after: Buffer): boolean {
  try {
    return name === "card.json" && JSON.stringify(JSON.parse(before.toString())) === JSON.stringify(JSON.parse(after.toString()));
  } catch {
    return false;
  }
}

test("a folder without a model is named", async () => {
  await expect(loadModel(join(root, "absent"))).rejects.toThrow(/absent.card\.json does not exist/);
});
