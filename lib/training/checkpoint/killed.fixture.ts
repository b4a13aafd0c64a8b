import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { lstmNetwork } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { startEngine } from "../../tensorflow/index.ts";
import { cosine, fit, warmUp } from "../index.ts";
import { plantedWindows } from "../planted.fixture.ts";

/** A process of its own that fits into the folder it is given, a line a step, and ends with a hash of the weights and the history. Where it is told so, it stands still for ever after so many lines. */
const [folder = "", seed = "1", heldAfter = "Infinity"] = process.argv.slice(2);
let lines = 0;
const tell = (step: number): void => {
  writeSync(1, `step ${step}\n`);
  if (++lines >= Number(heldAfter)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
await startEngine();
const train = plantedWindows(16 * 16 - 5, 1);
const model = lstmNetwork({ units: [6], dropoutRate: 0.3 }).build(train, randomKey(Number(seed)));
const schedule = warmUp({ steps: 10 }, cosine({ from: 0.02, epochs: 3 }));
const told = { ...schedule, rate: (moment: Parameters<typeof schedule.rate>[0]) => (tell(moment.step), schedule.rate(moment)) };
const history = await fit(model, train, plantedWindows(40, 2), {
  key: randomKey(Number(seed)), epochs: 3, batchSize: 16, optimizer: "adamW", learningRate: told, clipping: { globalNorm: 0.5 },
  ...(folder ? { checkpoint: { folder, everySteps: 3 }, resume: true } : {}),
});
const hash = createHash("sha256");
for (const weight of model.getWeights()) hash.update(JSON.stringify(Array.from(weight.dataSync())));
writeSync(1, `${JSON.stringify({ weights: hash.digest("hex"), history })}\n`);
