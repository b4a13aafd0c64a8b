/** Type-checks in a thread of its own: the compiler never pauses, and Ctrl-C would have to wait for it. */
import { parentPort, workerData } from "node:worker_threads";
import { checkCellTypes } from "./cellTypes.ts";
import { checkProjectTypes } from "./projectTypes.ts";
import type { TypeRequest } from "./typesInWorker.ts";

const { subject, folder, notebooks }: TypeRequest = workerData;
parentPort?.postMessage(subject === "project" ? checkProjectTypes(folder) : checkCellTypes(folder, notebooks));
