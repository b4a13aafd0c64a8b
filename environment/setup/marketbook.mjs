import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { environment, pinnedNode, root } from "./places.mjs";
import { variables } from "../variables.mjs";

/** Node's words for the command line. The cache is there before its first file. */
export const command = ["--import", pathToFileURL(path.join(environment, "typescript.mjs")).href, path.join(root, "scripts/marketbook.ts")];

/**
 * Runs `marketbook <args>` on the pinned Node, which reads TypeScript by itself, and returns its exit code.
 * Nothing goes through the channel between the two: it closes where this process is killed, and the command stops as if it had been asked to.
 */
export function marketbook(args, { cwd = process.cwd() } = {}) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [...command, ...args], { cwd, env: variables(), stdio: ["inherit", "inherit", "inherit", "ipc"] });
    const forward = (signal) => child.kill(signal);
    // A terminal sends Ctrl-C to the child as well; a second one from here would tell it to stop at once.
    const interrupt = () => { if (!process.stdin.isTTY) forward("SIGINT"); };
    process.on("SIGINT", interrupt).on("SIGTERM", forward).on("SIGHUP", forward);
    child.on("error", (error) => { console.error(`marketbook: the pinned Node does not start: ${error.message}. Remove node_modules and start again.`); resolve(1); });
    child.on("close", (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}
