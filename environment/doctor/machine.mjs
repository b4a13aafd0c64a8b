import fs from "node:fs";
import os from "node:os";
import { findOnPath } from "../setup/compiler.mjs";
import { nodeBin, pinnedNode, root } from "../setup/places.mjs";
import { SetupProblem } from "../setup/problem.mjs";
import { run } from "../setup/process.mjs";
import { findPython } from "../setup/python.mjs";
import { requireNode } from "../setup/start.mjs";
import { missing, note, ok, SET_UP } from "./report.mjs";

const version = async (command, args = ["--version"]) => {
  const { code, output } = await run(command, args, { limitSeconds: 20 });
  return code === 0 ? output.trim().split("\n").at(-1) : undefined;
};

/** Operating system, disk, Node, npm and Python. */
export async function machineLines() {
  return [system(), disk(), await pathNode(), await projectNode(), await npm(), await python()];
}

function system() {
  const memory = `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB memory`;
  return ok("system", `${os.type()} ${os.release()} ${process.arch}, ${os.availableParallelism()} cores, ${memory}`);
}

function disk() {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  const value = `${free.toFixed(1)} GB free`;
  return free < 4 && !fs.existsSync(pinnedNode) ? missing("disk", value, "Free about 4 GB for the set-up.") : ok("disk", value);
}

/** The Node of the caller's PATH, which npm's own scripts put the pinned one in front of. */
async function pathNode() {
  const folders = (process.env.PATH ?? "").split(":").filter((folder) => folder !== nodeBin && !folder.endsWith("node_modules/.bin"));
  const found = findOnPath("node", folders.join(":"));
  const text = found ? await version(found) : undefined;
  if (!text) return note("Node (PATH)", "none", "Install Node 20 or newer with npm from https://nodejs.org.");
  try {
    requireNode(text.replace(/^v/, ""));
    return ok("Node (PATH)", `${text}, starts the set-up only`);
  } catch (error) {
    return missing("Node (PATH)", text, error.remedy);
  }
}

async function projectNode() {
  const text = fs.existsSync(pinnedNode) ? await version(pinnedNode) : undefined;
  return text ? ok("Node (pinned)", text) : missing("Node (pinned)", "not installed", SET_UP);
}

async function npm() {
  const text = await version("npm", ["--version", "--loglevel=error"]);
  return text ? ok("npm", text) : missing("npm", "not found", "Install Node 20 or newer with npm from https://nodejs.org.");
}

async function python() {
  try {
    const found = await findPython();
    return ok("Python", `${found.version} (${found.command})`);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    return missing("Python", error.what.replace(/\.$/, ""), error.remedy);
  }
}
