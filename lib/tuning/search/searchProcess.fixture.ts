import { functions } from "../samplers/functions.fixture.ts";
import { tune } from "../tune.ts";
import { braninTrial, fixtureModule } from "./trials.fixture.ts";

// A process that searches on two workers and prints the number of each trial that ends. After so many it stands still for ever.

const [folder = "", log = "", heldAfter = "Infinity"] = process.argv.slice(2);
let ended = 0;
const onTrial = ({ number }: { readonly number: number }): void => {
  console.log(number);
  if (++ended >= Number(heldAfter)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
void tune({ trial: braninTrial, module: fixtureModule, given: { waits: 10, log }, space: functions.branin.space, sampler: "tpe", pruner: "successiveHalving", trials: 24, seed: 5, folder, resume: true, workers: 2, onTrial });
