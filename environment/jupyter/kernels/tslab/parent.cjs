// A kernel outlives its parent when that one is killed outright: nobody could ever stop it then.
// A thread watches, because a cell's endless loop keeps the kernel's own timers from running.
const { Worker } = require("node:worker_threads");

/** With it goes what it started: a kernel leads a group of processes. */
const WATCH = `const parent = process.ppid;
function end() {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
setInterval(() => process.ppid === parent || end(), 1000);`;

function endWithParent() {
  new Worker(WATCH, { eval: true, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}

module.exports = { endWithParent };
