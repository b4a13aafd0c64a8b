import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { peersPython } from "../../../environment/setup/peers.mjs";
import { interruption } from "../../interruption.ts";
import { readAnswer, type Answer, type Ask, type Question } from "./protocol.ts";

/** A peer in a process of its own. */
export type Worker = {
  ask<Asked extends Ask>(question: Question & { readonly ask: Asked }): Promise<Answer<Asked>>;
  /** Ends the process and waits until it is gone. */
  end(): Promise<void>;
};

export type PeerName = "Keras" | "PyTorch";

const SCRIPTS: Readonly<Record<PeerName, string>> = { Keras: "keras_peer.py", PyTorch: "torch_peer.py" };

/** Lines of the peer's stderr that an error quotes. */
const LAST_WORDS = 5;

export const startPeer = (peer: PeerName): Worker => startWorker(peer, peersPython, [path.join(import.meta.dirname, "peers", SCRIPTS[peer])]);

/** Starts a peer's process. It ends when its input is closed, so also when this process dies, whatever it is doing; Ctrl-C ends it at once. */
export function startWorker(peer: string, program: string, args: readonly string[]): Worker {
  const variables = { CUDA_VISIBLE_DEVICES: "", TF_CPP_MIN_LOG_LEVEL: "3", KERAS_BACKEND: "tensorflow", PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(program, args, { env: { ...process.env, ...variables }, stdio: ["pipe", "pipe", "pipe"] });
  const words: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => (words.push(line), words.splice(0, words.length - LAST_WORDS)));
  const lines = createInterface({ input: child.stdout });
  const answers = lines[Symbol.asyncIterator]();
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
      const { done, value } = await answers.next();
      if (!done) return readAnswer(peer, question.ask, value);
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
