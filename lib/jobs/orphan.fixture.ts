import { deaf, fixtureModule } from "./jobs.fixture.ts";
import { runJobs } from "./index.ts";

// A process that gives a worker a job that hears nothing, and prints the worker's id.

void runJobs(deaf, [null], { module: fixtureModule, workers: 1, onProgress: (progress) => console.log(JSON.stringify(progress)) });
