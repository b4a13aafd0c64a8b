import { mkdirSync, writeSync } from "node:fs";
import path from "node:path";
import { smallDataset } from "../evaluation/evaluation.fixture.ts";
import { saveDataset } from "../evaluation/index.ts";
import { openQueue, trainWork } from "./index.ts";
import { fixtureWork } from "./queue.fixture.ts";
import { smallTraining } from "./training.fixture.ts";

// Trains in a queue without Redis, below the folder it is given; prints each epoch and the digest of the weights.

const [folder = "", id = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const dataset = smallDataset(1, 400);
const queue = await openQueue({ work: fixtureWork, concurrency: 1, folder: path.join(folder, "work") });
const job = await queue.submit(trainWork, smallTraining(dataset), { inputs: { [`${dataset.digest}.dataset`]: saveDataset(dataset, folder) }, id });
job.onProgress((progress) => writeSync(1, `epoch ${String(Reflect.get(Object(progress), "epoch"))}\n`));
const { value } = await job.result;
writeSync(1, `weights ${value.weights}\n`);
await queue.close();
