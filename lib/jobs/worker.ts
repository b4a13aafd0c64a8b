import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Called } from "./callJob.ts";
import { reportSchema, type Order } from "./messages.ts";

/** A worker process that ended over a job. */
export type Death = { readonly died: { readonly signal: string | undefined; readonly code: number | undefined; /** The end of what it wrote to stderr and stdout. */ readonly said: string } };

/** A process that does one job at a time. */
export type Worker = {
  run(order: Extract<Order, { run: unknown }>["run"], onProgress: (progress: unknown) => void): Promise<Called | Death>;
  /** Asks the process to end, kills it after a second; resolves when it is gone. */
  end(): Promise<void>;
};

const KEPT = 4000;
const GRACE = 1000; // milliseconds
const LAST_WORDS = 200; // milliseconds
/** N workers share N cores, so each computes with one thread. */
const ONE_THREAD = { MARKETBOOK_THREADS: "1", OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" };
const QUIET = ["ExperimentalWarning", "DEP0051", "DEP0044"].map((kind) => `--disable-warning=${kind}`);

/** Starts a worker process. in: memory in megabytes, of the JavaScript heap and of the whole process */
export function startWorker(memory: number | undefined): Worker {
  const child = fork(fileURLToPath(new URL("./workerProcess.ts", import.meta.url)), [], {
    execArgv: [...QUIET, ...(memory === undefined ? [] : [`--max-old-space-size=${Math.ceil(memory)}`])],
    env: { ...process.env, ...ONE_THREAD, ...(memory !== undefined && { MARKETBOOK_WORKER_MEMORY: String(memory) }) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = keepSaid(child);
  const gone = new Promise<Death>((resolve) => {
    child.once("error", (error) => resolve({ died: { signal: undefined, code: undefined, said: error.message } }));
    child.once("exit", (code, signal) => {
      const tellDeath = (): void => resolve({ died: { signal: signal ?? undefined, code: code ?? undefined, said: said() } });
      // A process that the worker started can hold its output open; what the worker itself wrote is here by then.
      child.once("close", tellDeath);
      setTimeout(tellDeath, LAST_WORDS);
    });
  });
  const tell = (order: Order): void => void (child.connected && child.send(order, () => {})); // a process that cannot be told ends, and that is heard
  return {
    run: async (order, onProgress) => {
      const answered = new Promise<Called>((resolve) => {
        const hear = (message: unknown): void => {
          const report = reportSchema.parse(message);
          if ("progress" in report) return onProgress(report.progress);
          child.off("message", hear);
          resolve(report);
        };
        child.on("message", hear);
      });
      tell({ run: order });
      return Promise.race([answered, gone]);
    },
    end: async () => {
      tell({ stop: true });
      const late = setTimeout(() => child.kill("SIGKILL"), GRACE);
      await gone;
      clearTimeout(late);
    },
  };
}

/** The last characters that a process writes; they are shown only where it dies. */
function keepSaid({ stderr, stdout }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", (part: string) => (text = `${text}${part}`.slice(-KEPT)));
  return () => text.trim();
}
