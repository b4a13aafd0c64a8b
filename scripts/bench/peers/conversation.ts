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

/** Seconds that a work takes. */
export function secondsOf(work: () => void): number {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}
