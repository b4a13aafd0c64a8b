/** Trains one epoch and prints the most memory that this process ever held, in bytes. */
import { startEngine } from "../../../lib/tensorflow/index.ts";
import { peakMemory } from "../peakMemory.ts";
import { lstm128 } from "./networks.ts";
import { trainer } from "./ours.ts";
import { benchWindows } from "./windows.ts";

await startEngine();
const training = trainer(lstm128.build(), benchWindows(4096, lstm128.lookback, lstm128.features), { batch: 32 });
training.epochs(1);
console.log(peakMemory());
training.dispose();
