import { z } from "zod";

/** What a worker process is told. */
export const orderSchema = z.union([
  z.object({ run: z.object({ module: z.string(), job: z.string(), parameters: z.unknown(), attempt: z.number() }) }),
  z.object({ stop: z.literal(true) }),
  z.object({ answer: z.object({ id: z.number(), value: z.unknown().optional(), refused: z.string().optional() }) }),
]);
export type Order = z.infer<typeof orderSchema>;

const faultSchema = z.object({
  fault: z.enum(["parameters", "thrown", "result", "setup"]),
  /** Class of the error. */
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** What a worker process says. */
export const reportSchema = z.union([z.object({ failed: faultSchema }), z.object({ progress: z.unknown() }).required(), z.object({ ask: z.object({ id: z.number(), question: z.unknown() }) }), z.object({ done: z.unknown() }).required()]);
export type Report = { readonly failed: Fault } | { readonly progress: unknown } | { readonly ask: { readonly id: number; readonly question: unknown } } | { readonly done: unknown };
