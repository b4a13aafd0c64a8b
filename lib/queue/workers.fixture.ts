import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export type WorkerProcess = { readonly child: ChildProcess; readonly lines: string[]; end(signal?: NodeJS.Signals): Promise<void> };

/** Worker processes of a test; all of them are gone after `stop`. */
export function workerProcesses(folder: string) {
  const all: WorkerProcess[] = [];
  return {
    start: async (options: Readonly<Record<string, unknown>>): Promise<WorkerProcess> => {
      const given = { folder: path.join(folder, `work-${all.length}`), gpuLock: path.join(folder, "gpu"), ...options };
      const child = spawn(process.execPath, ["--expose-gc", "--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "worker.fixture.ts")], { env: { ...process.env, WORKER: JSON.stringify(given) }, stdio: ["ignore", "pipe", "pipe"] });
      const lines: string[] = [];
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", (line) => void lines.push(line));
      const worker: WorkerProcess = {
        child, lines,
        end: async (signal = "SIGTERM") => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, "close");
          child.kill(signal);
          await ended;
        },
      };
      all.push(worker);
      await until(() => lines.includes("ready"), () => `the worker is not ready; it said: ${lines.join("\n")}`);
      return worker;
    },
    stop: async () => void (await Promise.all(all.map((worker) => worker.end("SIGKILL")))),
  };
}

/** Waits until something holds; the tests end it where it never does. */
export async function until(holds: () => boolean | Promise<boolean>, complaint: () => string = () => "it did not come to pass", ms = 200_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(complaint());
    await sleep(25);
  }
}
