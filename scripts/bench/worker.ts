import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { interruption } from "../interruption.ts";
import { readAnswer } from "./answer.ts";

/** A peer in a process of its own: questions and answers are JSON lines, one answer a question. */
export type Worker<Question extends { readonly ask: string }, Answers extends Readonly<Record<Question["ask"], z.ZodType>>> = {
  ask<Asked extends Question["ask"]>(question: Question & { readonly ask: Asked }): Promise<z.output<Answers[Asked]>>;
  /** Ends the process and waits until it is gone. */
  end(): Promise<void>;
};

export type Program = { readonly program: string; readonly args: readonly string[]; readonly variables?: Readonly<Record<string, string>> };

/** Lines of the peer's stderr that an error quotes. */
const LAST_WORDS = 5;

/** Starts a peer's process. It ends when its input is closed, so also when this process dies, whatever it is doing; Ctrl-C ends it at once. */
export function startWorker<Question extends { readonly ask: string }, Answers extends Readonly<Record<Question["ask"], z.ZodType>>>(
  peer: string, { args, program, variables = {} }: Program, answers: Answers,
): Worker<Question, Answers> {
  const child = spawn(program, args, { env: { ...process.env, ...variables }, stdio: ["pipe", "pipe", "pipe"] });
  const words: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => (words.push(line), words.splice(0, words.length - LAST_WORDS)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  // A question to a process that has ended is answered by `gone`.
  child.stdin.on("error", () => {});
  const kill = () => child.kill("SIGKILL");
  const signal = interruption();
  signal.addEventListener("abort", kill);

  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { done, value } = await lines.next();
      if (!done) return readAnswer(peer, question.ask, answers[question.ask], value);
      const why = await gone;
      signal.throwIfAborted();
      throw new Error(`${peer} gave no answer to "${question.ask}": ${why}. ${words.join(" ")}`.trim());
    },
    end: async () => {
      child.stdin.end();
      await gone;
      signal.removeEventListener("abort", kill);
    },
  };
}
