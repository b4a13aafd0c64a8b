// Changed lib files are looked for when a cell is run, not watched meanwhile: a change counts at once, and no timer or
// system watcher of the compiler can come in between two steps of tslab.
const { readdirSync, statSync } = require("node:fs");
const path = require("node:path");

/** As in tsconfig.json. What is installed is not followed: a changed dependency wants a fresh kernel. */
const FOLDERS = ["lib", "scripts", "notebooks"];
const KIND = { created: 0, changed: 1, deleted: 2 };

function createWatch(root) {
  const files = new Map(); // file → callbacks
  const folders = new Set(); // callbacks for files that were missing when they were looked for
  const timers = new Set();
  let seen = new Map();
  let isQuiet = false;

  const watchFile = (file, callback) => {
    if (!seen.has(file)) return { close: () => {} };
    const callbacks = files.get(file) ?? new Set();
    files.set(file, callbacks.add(callback));
    return { close: () => callbacks.delete(callback) };
  };
  const watchDirectory = (_folder, callback) => {
    folders.add(callback);
    return { close: () => folders.delete(callback) };
  };

  /** Tells the compiler what has changed since the last look; `isQuiet` then says whether that was nothing. */
  function look() {
    const now = new Map(FOLDERS.flatMap((folder) => typeScriptFiles(path.join(root, folder))));
    const told = [...seen.keys(), ...now.keys()].filter((file) => seen.get(file) !== now.get(file));
    const before = seen;
    seen = now;
    isQuiet = told.length === 0 && timers.size === 0;
    for (const file of new Set(told)) {
      const kind = !before.has(file) ? KIND.created : now.has(file) ? KIND.changed : KIND.deleted;
      for (const callback of files.get(file) ?? []) callback(file, kind);
      if (kind !== KIND.changed) for (const callback of folders) callback(file);
    }
    for (const timer of timers) timer();
    timers.clear();
  }
  look();

  /** A compiler host's system: the timer which tslab fires itself stays its own, others fire at the next look. */
  const withTimers = (system) => {
    const { setTimeout: start, clearTimeout: stop } = system;
    return Object.assign(system, {
      watchDirectory,
      setTimeout: (callback, wait, name, ...rest) => {
        if (name === "timerToUpdateProgram") return start(callback, wait, name, ...rest);
        timers.add(callback);
        return callback;
      },
      clearTimeout: (timer) => timers.delete(timer) || typeof timer === "function" || stop(timer),
    });
  };
  return { look, isQuiet: () => isQuiet, watchFile, watchDirectory, withTimers };
}

function typeScriptFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { mtimeMs, size } = statSync(file);
      return [file, `${mtimeMs} ${size}`];
    });
}

module.exports = { createWatch };
