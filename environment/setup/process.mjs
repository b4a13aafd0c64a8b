import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { noteCommand } from "./lock.mjs";
import { diagnose } from "./problem.mjs";
import { root, shown } from "./places.mjs";

const running = new Set();

/** Runs a command and returns `{ code, output }`; a command that cannot be started has code 127. */
export function run(command, args, { cwd = root, env = process.env, limitSeconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], shell: /\.(cmd|bat)$/i.test(command) });
    let output = "";
    const timer = limitSeconds && setTimeout(() => child.kill("SIGKILL"), limitSeconds * 1000);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      noteCommand(undefined);
      resolve({ code, output });
    };
    running.add(child);
    noteCommand(child.pid);
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    child.on("error", (error) => { output += error.message; end(127); });
    child.on("close", (code, signal) => end(code ?? (signal ? 128 : 1)));
  });
}

/** Runs a command of a step; a failure becomes a problem that a person can act on, with the output kept in a file. */
export async function must(step, command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) throw diagnose(step, { output: result.output, log: keep(step, `$ ${[command, ...args].join(" ")}\n${result.output}`) });
  return result.output;
}

/** Ends the commands that are under way, when the set-up itself is interrupted, and waits until they are gone: none writes on behind the next set-up. */
export async function stopRunning({ patience = 5_000 } = {}) {
  const children = [...running];
  const ended = children.map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of children) child.kill("SIGTERM");
  const timer = setTimeout(() => children.forEach((child) => child.kill("SIGKILL")), patience);
  await Promise.all(ended);
  clearTimeout(timer);
}

function keep(step, text) {
  const file = path.join(root, "artifacts/set-up", `${step.toLowerCase().replace(/[^a-z]+/g, "-")}.log`);
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return shown(file);
  } catch {
    return undefined; // a full or read-only disk is what the problem itself tells
  }
}
