import { z } from "zod";
import { defineJob } from "../../../lib/jobs/index.ts";

/** A job whose work is nothing beside giving it to a process and taking its result. */
export const smallJob = defineJob("square", { parameters: z.object({ x: z.number() }), result: z.number() }, async ({ x }) => x * x);
