import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startWorker, type Program } from "./worker.ts";

type Question = { readonly ask: "epochs" | "predictions"; readonly count: number } | { readonly ask: "memory" };

const seconds = z.strictObject({ seconds: z.number() });
const start = (program: Program) => startWorker<Question, typeof ANSWERS>("a peer", program, ANSWERS);
const ANSWERS = { epochs: seconds, predictions: seconds, memory: z.strictObject({ bytes: z.number() }) };

/** A peer in a line of JavaScript; `line` is the question. */
const peer = (answer: string) => start({ program: process.execPath, args: ["-e", `
  const lines = require("node:readline").createInterface({ input: process.stdin });
  lines.on("line", (line) => { ${answer} });
  lines.on("close", () => process.exit());`] });

describe("startWorker", () => {
  it("asks and is answered, in order", async () => {
    const worker = peer('console.log(JSON.stringify({ seconds: JSON.parse(line).count }))');
    expect(await worker.ask({ ask: "epochs", count: 2 })).toEqual({ seconds: 2 });
    expect(await worker.ask({ ask: "predictions", count: 5 })).toEqual({ seconds: 5 });
    await worker.end();
  });

  it("says how a process ended that gave no answer, and its last words", async () => {
    const worker = peer('console.error("ModuleNotFoundError: torch"); process.exitCode = 3; lines.close();');
    await expect(worker.ask({ ask: "memory" })).rejects.toThrow('a peer gave no answer to "memory": it ended with exit code 3. ModuleNotFoundError: torch');
    await worker.end();
  });

  it("says that a program could not be started", async () => {
    const worker = start({ program: "/no/such/program", args: [] });
    await expect(worker.ask({ ask: "memory" })).rejects.toThrow(/a peer gave no answer to "memory": .*ENOENT/);
    await worker.end();
  });

  it("ends with its input, so that none outlives the benchmark", async () => {
    const worker = peer("");
    await worker.end();
    await expect(worker.ask({ ask: "memory" })).rejects.toThrow("it ended with exit code 0");
  });
});
