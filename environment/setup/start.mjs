import { SetupProblem } from "./problem.mjs";
import { setUp } from "./steps.mjs";
import { stopRunning } from "./process.mjs";

/** Sets up what is missing for a script; a problem is one paragraph on the error stream and the exit code 1. */
export async function setUpOrExit(script, options) {
  let stopping;
  const stop = (signal, code) => (stopping ??= stopRunning().then(() => {
    console.error(`marketbook ${script}: interrupted by ${signal}; the next start takes up where this one stopped.`);
    process.exit(code);
  }));
  const handlers = { SIGINT: () => stop("Ctrl-C", 130), SIGTERM: () => stop("SIGTERM", 143) };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  try {
    requireNode();
    await setUp(options);
  } catch (error) {
    await stopping; // a command that was stopped is no failure to report
    if (!(error instanceof SetupProblem) || process.env.MARKETBOOK_DEBUG === "1") console.error(error);
    else console.error(`marketbook ${script}: ${error.message}`);
    process.exit(1);
  } finally {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
  }
}

/** The Node that starts the set-up; everything after it runs on the pinned one. */
export function requireNode(version = process.versions.node) {
  if (Number(version.split(".")[0]) >= 20) return;
  throw new SetupProblem(`Node 20 or newer is needed, this is ${version}.`, "Install it from https://nodejs.org (or with your version manager) and start again.");
}
