import { existsSync, mkdirSync, writeSync } from "node:fs";
import path from "node:path";
import { smallDataset } from "../evaluation/evaluation.fixture.ts";
import { saveDataset } from "../evaluation/index.ts";
import { openQueue } from "./openQueue.ts";
import { fixtureWork, heldTraining } from "./queue.fixture.ts";
import { smallTraining } from "./training.fixture.ts";

// Trains in a queue without Redis, below the folder it is given; prints that a checkpoint is kept, and the digest of the weights.

const [folder = "", until = "", log = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const dataset = smallDataset(1, 400);
const work = path.join(folder, "work");
const queue = await openQueue({ work: fixtureWork, concurrency: 1, folder: work });
const isKept = setInterval(() => {
  if (!existsSync(path.join(work, "checkpoints", "mine"))) return;
  clearInterval(isKept);
  writeSync(1, "kept\n");
}, 20);
const { result } = await queue.submit(heldTraining, { training: smallTraining(dataset), until, log }, { inputs: { [`${dataset.digest}.dataset`]: saveDataset(dataset, folder) }, id: "mine" });
const { value } = await result;
clearInterval(isKept);
writeSync(1, `weights ${value.weights}\n`);
await queue.close();
