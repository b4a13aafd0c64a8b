import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { applyTo, startEngine, tf } from "../../tensorflow/index.ts";
import { readKerasModel } from "./readKerasModel.ts";

const folder = path.join(import.meta.dirname, "reference");
const answer = z.object({ inputs: z.array(z.number()), shape: z.array(z.number()), outputs: z.array(z.number()), outputShape: z.array(z.number()) });
const { answers } = z.object({ answers: z.record(z.string(), answer) }).parse(JSON.parse(readFileSync(path.join(folder, "answers.json"), "utf8")));

beforeAll(async () => void (await startEngine()));

test.each(Object.keys(answers))("the network %s answers as Keras's", async (name) => {
  const { inputs, outputs, shape } = answers[name]!;
  const model = await readKerasModel(path.join(folder, `${name}.keras`));
  const got = tf.tidy(() => Array.from(applyTo(model, tf.tensor(inputs, shape)).dataSync()));
  expect(got.length).toBe(outputs.length);
  got.forEach((value, k) => expect(Math.abs(value - outputs[k]!)).toBeLessThan(1e-5));
  model.dispose();
});
