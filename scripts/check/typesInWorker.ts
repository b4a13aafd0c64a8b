import { Worker } from "node:worker_threads";
import type { Finding } from "./finding.ts";

export type TypeRequest = { readonly subject: "project" | "cells"; readonly folder: string; readonly notebooks: readonly string[] };

/** The findings of a type check that runs beside everything else. */
export function typesInWorker(request: TypeRequest): Promise<readonly Finding[]> {
  const worker = new Worker(new URL("./typeWorker.ts", import.meta.url), { workerData: request });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error(`the type check of the ${request.subject} ended without an answer`)));
  });
}
