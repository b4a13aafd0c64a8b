import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { environment, shown } from "./places.mjs";

const lockFile = path.join(environment, ".lock");
const POLL_MS = 250;
const BEAT_MS = 5_000;
const SILENT_MS = 60_000;

/**
 * Lets one set-up at a time work on this project and returns the function that lets the next one in. The file names its holder; a holder that is
 * gone (or, on another machine, silent for a minute) loses it, once the command that it had started has ended too.
 */
export async function takeLock(say, { file = lockFile, poll = POLL_MS } = {}) {
  const mine = JSON.stringify({ pid: process.pid, host: os.hostname() });
  let told = false;
  while (!create(file, mine)) {
    const holder = read(file);
    if (holder && isGone(holder, commandOf(file))) { dispossess(file, holder); continue; }
    if (holder && !told) {
      say(`Another set-up (process ${holder.pid}) is at work; waiting for it. If there is none, remove ${shown(file)}.`);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, poll));
  }
  held = file;
  const beat = setInterval(() => touch(file), BEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    process.off("exit", release);
    held = undefined;
    fs.rmSync(`${file}.command`, { force: true });
    if (read(file)?.text === mine) fs.rmSync(file, { force: true });
  };
  process.on("exit", release);
  return release;
}

let held;

/** Notes the command that this process, if it holds the lock, has started: it may outlive a holder that was killed. Undefined when it has ended. */
export function noteCommand(pid) {
  if (!held) return;
  if (pid === undefined) fs.rmSync(`${held}.command`, { force: true });
  else fs.writeFileSync(`${held}.command`, String(pid));
}

/** Makes the lock with its content in one step, so that nobody reads an empty one. */
function create(file, text) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function read(file) {
  try {
    const text = fs.readFileSync(file, "utf8");
    return { ...JSON.parse(text), text, beat: fs.statSync(file).mtimeMs };
  } catch (error) {
    return error.code === "ENOENT" ? undefined : { pid: 0, host: os.hostname(), text: "", beat: 0 };
  }
}

function isGone({ pid, host, beat }, command) {
  if (host !== os.hostname()) return Date.now() - beat > SILENT_MS;
  return !isAlive(pid) && !isAlive(command);
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

function commandOf(file) {
  try {
    return Number(fs.readFileSync(`${file}.command`, "utf8"));
  } catch {
    return 0;
  }
}

/** Takes a dead holder's lock away; if another process did so meanwhile and holds a new one, that one is put back. */
function dispossess(file, holder) {
  const aside = `${file}.gone.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, "utf8") !== holder.text) fs.linkSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
  fs.rmSync(aside, { force: true });
}

function touch(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // a lock that was removed by hand needs no beat
  }
}
