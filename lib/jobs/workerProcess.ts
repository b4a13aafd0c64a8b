import { Worker } from "node:worker_threads";
import { callJob, faultOf, importJob } from "./callJob.ts";
import { askParent, hearAnswer } from "./questions.ts";
import { orderSchema, type Report } from "./messages.ts";

// A worker process: does one job after the other and ends when it is told to, or when the process that started it is gone.

const stopped = new AbortController();
let running = false;

const say = (report: Report): void => void process.send?.(report, undefined, undefined, () => {}); // where nobody listens any more, the process ends anyway

/** Ends once what was said has left. */
function end(): void {
  if (process.connected) process.disconnect();
  process.exit(0);
}

async function run(order: { readonly module: string; readonly job: string; readonly parameters: unknown; readonly attempt: number }): Promise<void> {
  running = true;
  const context = { signal: stopped.signal, attempt: order.attempt, report: (progress: unknown) => say({ progress: progress ?? null }), ask: askParent(say) };
  try {
    const job = await importJob(order.module, order.job);
    say(await callJob(job, order.parameters, context));
  } catch (error) {
    say({ failed: faultOf(error, "setup") });
  }
  running = false;
  if (stopped.signal.aborted) end();
}

process.on("message", (message) => {
  const order = orderSchema.parse(message);
  if ("run" in order) return void run(order.run);
  if ("answer" in order) return hearAnswer(order.answer);
  stopped.abort(new Error("the result is no longer wanted"));
  if (!running) end();
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches every process of the terminal; who started this one decides what becomes of it.
process.on("SIGINT", () => {});

// A native computation can hold this thread for minutes: another one watches whether the parent lives and how much memory is used.
new Worker(new URL("./watch.ts", import.meta.url), { workerData: { parent: process.ppid, limit: Number(process.env["MARKETBOOK_WORKER_MEMORY"]) || null } }).unref();
