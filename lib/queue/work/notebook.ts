import { z } from "zod";
import { fileName } from "../wire/fileName.ts";
import { defineWork } from "./work.ts";

/**
 * Executes a notebook of the project. The notebook does not travel: its name does, and the worker has the same commit.
 * out: the executed notebook under its own name, what it recorded below `run/`, and how it went as `execution.json`; all of it where a cell failed, too
 */
export const notebookWork = defineWork("notebook", {
  parameters: z.strictObject({
    notebook: fileName.refine((name) => name.endsWith(".ipynb"), "a notebook's name ends in .ipynb"),
    parameters: z.record(z.string(), z.unknown()).default({}),
    timeoutSeconds: z.number().positive().exactOptional(),
    memoryLimitBytes: z.number().positive().exactOptional(),
    /** Repetitions of what failed, on the worker that runs it. */
    retries: z.int().nonnegative().max(100).exactOptional(),
    device: z.enum(["gpu", "cpu"]).default("cpu"),
  }),
  result: z.strictObject({ notebook: fileName, seconds: z.number() }),
  needs: ({ device }) => device,
  run: async (parameters, context) => (await import("./executeNotebook.ts")).executeNotebook(parameters, context),
});
