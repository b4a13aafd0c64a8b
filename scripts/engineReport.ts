/** Prints the engine that notebooks will compute on, as JSON. A process of its own, so that `start` stays small. */
import { startEngine } from "../lib/tensorflow/index.ts";

process.stdout.write(JSON.stringify(await startEngine()));
