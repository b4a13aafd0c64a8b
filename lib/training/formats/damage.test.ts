import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startEngine } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { differenceFromKeras, REFERENCE, writeEdited } from "./keras.fixture.ts";
import { readKerasModel } from "./readKerasModel.ts";

let folder = "";
let file = "";

beforeAll(async () => void (await startEngine()));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keras-"));
  file = path.join(folder, "model");
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytesOf = (name: string) => readFileSync(path.join(REFERENCE, name));
const refusal = () => readKerasModel(file).then(() => "read", (error: unknown) => (error instanceof TrainingError ? error.message : Promise.reject(error)));

/** Positions in the file, each bit as likely as another. */
const flips = (bytes: Buffer) => fc.array(fc.nat(8 * bytes.length - 1), { minLength: 1, maxLength: 3 });

function flipped(bytes: Buffer, bits: readonly number[]): Buffer {
  const changed = Buffer.from(bytes);
  for (const bit of bits) changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

describe("a damaged Keras file is a sentence that names it", () => {
  test("any bits of a .keras: it is refused, or what was hit is not part of the model", async () => {
    const bytes = bytesOf("masked.keras");
    await fc.assert(fc.asyncProperty(flips(bytes), async (bits) => {
      writeFileSync(file, flipped(bytes, bits));
      const model = await readKerasModel(file).catch((error: unknown) => error);
      if (model instanceof Error) {
        expect(model).toBeInstanceOf(TrainingError);
        expect(model.message.startsWith(file)).toBe(true);
      } else expect(differenceFromKeras(await readKerasModel(file), "masked")).toBeLessThan(1e-5);
    }), { seed: 1, numRuns: 20 });
  });

  test("any bits of an .h5, which has no checksums: nothing but a refusal or a model comes of it", async () => {
    const bytes = bytesOf("stacked_lstm.h5");
    await fc.assert(fc.asyncProperty(flips(bytes), async (bits) => {
      writeFileSync(file, flipped(bytes, bits));
      expect(await refusal()).toMatch(/^read$|\.$/);
    }), { seed: 1, numRuns: 20 });
  });

  test.each(["masked.keras", "stacked_lstm.h5"])("%s cut off anywhere", async (name) => {
    const bytes = bytesOf(name);
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
      writeFileSync(file, bytes.subarray(0, Math.floor(share * bytes.length)));
      expect(await refusal()).toMatch(/model is not a whole (zip archive|HDF5 file): .*\. Copy or save it again\.$/);
    }
  });

  test.each<[string, () => void, RegExp]>([
    ["missing", () => {}, /model does not exist\. Give a file that Keras wrote: \.keras, \.weights\.h5 or \.h5\.$/],
    ["a folder", () => mkdirSync(file), /model is not a file\./],
    ["a text", () => writeFileSync(file, "date,close\n2020-01-02,1\n"), /is not a whole HDF5 file: it begins neither as one nor as a \.keras archive\. Copy or save it again\.$/],
    ["another zip archive", () => writeFileSync(file, zipSync({ "a.txt": new Uint8Array(3) })), /is no Keras model: config\.json is not in it\./],
    ["without weights", () => writeEdited("dense", file, { part: "model.weights.h5" }), /is no Keras model: model\.weights\.h5 is not in it\. Save it by Keras 3's model\.save\("….keras"\)\.$/],
    ["a bomb", () => writeFileSync(file, zipSync({ "config.json": new Uint8Array(2 ** 24) }, { level: 9 })), /would unpack to 16777216 bytes, which no model of its size needs\. It was not opened;/],
  ])("a file that is %s", async (_, make, message) => {
    make();
    expect(await refusal()).toMatch(message);
  });

  test("reading leaves nothing behind", async () => {
    writeFileSync(file, bytesOf("dense.h5"));
    await readKerasModel(file);
    expect(readdirSync(folder)).toEqual(["model"]);
  });
});
