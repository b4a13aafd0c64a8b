import { functions } from "../samplers/functions.fixture.ts";
import { tune } from "../index.ts";
import { braninTrial, fixtureModule } from "./trials.fixture.ts";

// A process that searches on two workers and prints the number of each trial that ends.

const [folder = "", log = ""] = process.argv.slice(2);
void tune({ trial: braninTrial, module: fixtureModule, given: { waits: 10, log }, space: functions.branin.space, sampler: "tpe", pruner: "successiveHalving", trials: 24, seed: 5, folder, resume: true, workers: 2, onTrial: ({ number }) => console.log(number) });
