import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { TreeError } from "../error.ts";
import { treesFolder } from "../native.ts";
import { frame, frameReader } from "./frames.ts";

const python = path.join(treesFolder, "../bin/python");
const packages = path.join(treesFolder, "python");
const standIns = path.resolve(treesFolder, "../../environment/stand-ins/python");
/** Of the process's complaints that an error quotes. */
const LAST_WORDS = 500;

/** A process of Python that trains one model after the other. */
export type CatboostProcess = {
  /** Sends a question with its numbers; what is heard goes to the listeners until `rest` or `kill`. */
  ask(header: unknown, numbers: readonly Float32Array[], listeners: Listeners): void;
  /** Waits for the next question, without keeping this process alive. */
  rest(): void;
  kill(): void;
};
export type Listeners = { readonly onAnswer: (header: unknown) => void; readonly onEnd: (how: string) => void };

let idle: CatboostProcess | undefined;

/** The process that waits, or a new one: most of the time of a small fit is the start of Python. */
export function catboostProcess(): CatboostProcess {
  const waiting = idle;
  idle = undefined;
  return waiting ?? start();
}

function start(): CatboostProcess {
  if (!existsSync(path.join(packages, "catboost"))) throw new TreeError("CatBoost is not there. Run `node environment/run.mjs setup`; `npm run doctor` says more.");
  const child = spawn(python, ["-s", path.join(import.meta.dirname, "worker.py")], {
    env: { ...process.env, PYTHONPATH: [packages, standIns].join(path.delimiter), PYTHONDONTWRITEBYTECODE: "1" }, stdio: ["pipe", "pipe", "pipe"],
  });
  let listeners: Listeners | undefined;
  let words = "";
  const end = (how: string) => {
    if (idle === self) idle = undefined;
    listeners?.onEnd(words.trim() ? `${how}. Its last words: ${words.trim()}` : how);
    listeners = undefined;
  };
  const read = frameReader((header) => listeners?.onAnswer(header));
  child.stdout.on("data", (piece: Uint8Array) => {
    try {
      read(piece);
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
      child.kill("SIGKILL");
    }
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (words = (words + text).slice(-LAST_WORDS)));
  // A process that is gone says so by its end.
  child.stdin.on("error", () => undefined);
  child.once("error", (error) => end(`did not start: ${error.message}`));
  child.once("close", (code, signal) => end(signal ? `was ended by ${signal}` : `ended with code ${code}`));
  const handles: readonly unknown[] = [child, child.stdin, child.stdout, child.stderr];
  const self: CatboostProcess = {
    ask(header, numbers, given) {
      listeners = given;
      hold(handles, "ref");
      child.stdin.write(frame(header));
      for (const values of numbers) child.stdin.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    },
    rest() {
      listeners = undefined;
      hold(handles, "unref");
      if (idle === undefined) idle = self;
      else child.kill("SIGKILL");
    },
    kill() {
      listeners = undefined;
      child.kill("SIGKILL");
    },
  };
  return self;
}

/** Whether a process and its pipes keep this one alive. */
function hold(handles: readonly unknown[], how: "ref" | "unref"): void {
  for (const handle of handles) {
    if (typeof handle === "object" && handle !== null && how in handle) {
      const method: unknown = Reflect.get(handle, how);
      if (typeof method === "function") Reflect.apply(method, handle, []);
    }
  }
}
