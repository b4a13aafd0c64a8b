import { createInterface } from "node:readline";

/** Answers a benchmark's questions, a JSON line each, until it closes the input; what the answer throws is told instead. */
export function serve(answerOf: (question: string) => object | Promise<object>): void {
  process.on("SIGINT", () => {}); // Ctrl-C is for the benchmark, which then ends its workers
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => process.stdout.write(`${JSON.stringify(await answered(line))}\n`));
  lines.on("close", () => process.exit());

  async function answered(line: string): Promise<object> {
    try {
      return await answerOf(line);
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** The answer to how long so many runs of a work take. */
export function secondsOf(count: number, work: () => unknown): { readonly seconds: number } {
  const begin = performance.now();
  for (let k = 0; k < count; k++) work();
  return { seconds: (performance.now() - begin) / 1000 };
}

/** The same of a work that is awaited. */
export async function secondsOfAwaited(count: number, work: () => Promise<unknown>): Promise<{ readonly seconds: number }> {
  const begin = performance.now();
  for (let k = 0; k < count; k++) await work();
  return { seconds: (performance.now() - begin) / 1000 };
}
