// Changed lib files are looked for when a cell is run, not watched meanwhile: a change counts at once, and no timer or
// system watcher of the compiler can come in between two steps of tslab.
const { readdirSync, statSync } = require("node:fs");
const path = require("node:path");

/** As in tsconfig.json. What is installed is not followed: a changed dependency wants a fresh kernel. */
const FOLDERS = ["lib", "scripts", "notebooks"];
const KIND = { created: 0, changed: 1, deleted: 2 };

/** Times of a disk are as coarse as this: what has changed so lately may change again and keep its time. */
const COARSE_MS = 2000;

function createWatch(root) {
  const watched = new Map(); // file → { callbacks, stamp }
  const folders = new Set(); // callbacks for files that were missing when they were looked for
  const timers = new Set();
  const list = createLister();
  let files = new Set();
  let latest = 0;
  let isQuiet = false;

  /** The compiler has read the file since the last look: one that has changed since then is told as changed at the next. */
  const watchFile = (file, callback) => {
    if (!files.has(file)) return { close: () => {} };
    const one = watched.get(file) ?? { callbacks: new Set(), stamp: stampOf(file, latest - COARSE_MS) };
    watched.set(file, one);
    one.callbacks.add(callback);
    return { close: () => one.callbacks.delete(callback) };
  };
  const watchDirectory = (_folder, callback) => {
    folders.add(callback);
    return { close: () => folders.delete(callback) };
  };

  /** Tells the compiler what has changed since the last look; `isQuiet` then says whether that was nothing. */
  function look() {
    latest = Date.now();
    const before = files;
    files = new Set(FOLDERS.flatMap((folder) => list(path.join(root, folder))));
    const told = new Map([...files].filter((file) => !before.has(file)).map((file) => [file, KIND.created]));
    for (const file of before) if (!files.has(file)) told.set(file, KIND.deleted);
    for (const [file, one] of watched) {
      const stamp = stampOf(file);
      if (stamp !== one.stamp && !told.has(file)) told.set(file, KIND.changed);
      one.stamp = stamp;
    }
    isQuiet = told.size === 0 && timers.size === 0;
    for (const [file, kind] of told) {
      for (const callback of watched.get(file)?.callbacks ?? []) callback(file, kind);
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

/** The TypeScript files below a folder. A folder that has not changed since it was read holds what it held. */
function createLister() {
  const known = new Map(); // folder → { stamp, files, folders }
  const list = (folder) => {
    const { files, folders } = read(folder);
    return [...files, ...folders.flatMap(list)];
  };
  function read(folder) {
    const stamp = stampOf(folder, Date.now() - COARSE_MS);
    const before = known.get(folder);
    if (stamp !== undefined && before?.stamp === stamp) return before;
    const entries = readdirSync(folder, { withFileTypes: true });
    const named = (kept) => entries.filter(kept).map(({ name }) => path.join(folder, name));
    const one = { stamp, files: named((entry) => entry.isFile() && entry.name.endsWith(".ts")), folders: named((entry) => entry.isDirectory()) };
    known.set(folder, one);
    return one;
  }
  return list;
}

/** Undefined for what is not there, or has changed after `settled`. */
function stampOf(place, settled = Infinity) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined || found.ctimeMs > settled) return undefined;
  return [found.mtimeMs, found.ctimeMs, found.size, found.ino].join(" ");
}

module.exports = { createWatch };
