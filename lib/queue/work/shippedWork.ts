import { foldWork } from "./fold.ts";
import { notebookWork } from "./notebook.ts";
import { performWork, type WorkList } from "./performWork.ts";
import { predictWork } from "./predict.ts";
import { trainWork } from "./train.ts";
import { trialWork } from "./trial.ts";
import type { Work } from "./work.ts";

const kinds: readonly Work[] = [trainWork, trialWork, foldWork, predictWork, notebookWork];

/** The job by which a worker process does them. */
export const shippedJob = performWork(kinds);

/** The kinds of work that queues and workers of the project know. A new kind is one file beside this one and a word here. */
export const shippedWork: WorkList = { module: new URL(import.meta.url), kinds };
