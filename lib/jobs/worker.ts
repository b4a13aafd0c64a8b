import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Called } from "./callJob.ts";
import { reportSchema, type Order } from "./messages.ts";
import { answerOf } from "./questions.ts";

/** A worker process that ended over a job. */
export type Death = { readonly died: { readonly signal: string | undefined; readonly code: number | undefined; /** The end of what it wrote to stderr and stdout. */ readonly said: string } };

/** A process that does one job at a time. */
export type Worker = {
  run(order: Extract<Order, { run: unknown }>["run"], heard: Heard): Promise<Called | Death>;
  /** Asks the process to end, kills it when its patience is over; resolves when it is gone. */
  end(): Promise<void>;
};

/** What becomes of what a job says while it runs. */
export type Heard = { readonly onProgress: (progress: unknown) => void; readonly onAsk?: ((question: unknown) => Promise<unknown>) | undefined };

export type WorkerOptions = {
  /** Megabytes, of the JavaScript heap and of the whole process. */
  readonly memory?: number | undefined;
  /** Variables of the process beside those of this one; undefined takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds between being asked to end and being killed. Default 1000. */
  readonly patience?: number | undefined;
};

const KEPT = 4000;
const LAST_WORDS = 200; // milliseconds
/** N workers share N cores, so each computes with one thread. */
const ONE_THREAD = { MARKETBOOK_THREADS: "1", OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" };
const QUIET = ["ExperimentalWarning", "DEP0051", "DEP0044"].map((kind) => `--disable-warning=${kind}`);

/** Starts a worker process. */
export function startWorker({ environment, memory, patience = 1000 }: WorkerOptions): Worker {
  const child = fork(fileURLToPath(new URL("./workerProcess.ts", import.meta.url)), [], {
    execArgv: [...QUIET, ...(memory === undefined ? [] : [`--max-old-space-size=${Math.ceil(memory)}`])],
    env: { ...process.env, ...ONE_THREAD, ...(memory !== undefined && { MARKETBOOK_WORKER_MEMORY: String(memory) }), ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = keepSaid(child);
  const gone = new Promise<Death>((resolve) => {
    child.once("error", (error) => resolve({ died: { signal: undefined, code: undefined, said: error.message } }));
    child.once("exit", (code, signal) => {
      const tellDeath = (): void => resolve({ died: { signal: signal ?? undefined, code: code ?? undefined, said: said() } });
      // A process that the worker started can hold its output open; what the worker itself wrote lies in the pipe, and one more turn reads it where this process was held up.
      child.once("close", tellDeath);
      setTimeout(() => setImmediate(tellDeath), LAST_WORDS);
    });
  });
  const tell = (order: Order): void => void (child.connected && child.send(order, () => {})); // a process that cannot be told ends, and that is heard
  return {
    run: async (order, { onAsk, onProgress }) => {
      const answered = new Promise<Called>((resolve) => {
        const hear = (message: unknown): void => {
          const report = reportSchema.parse(message);
          if ("progress" in report) return onProgress(report.progress);
          if ("ask" in report) return void answerOf(report.ask.id, report.ask.question, onAsk).then(tell);
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
      const late = setTimeout(() => child.kill("SIGKILL"), patience);
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
