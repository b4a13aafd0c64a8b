import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SetupProblem } from "./problem.mjs";
import { must, run } from "./process.mjs";
import { nodeModules, pinnedNode, root } from "./places.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";

/** Node packages, the pinned Node among them, exactly as package-lock.json names them. */
export const packages = {
  title: "Node packages (npm ci)",
  needs: 0.9,
  stamp: () => stampOf(nodeModules, "packages"),
  print: () => fingerprint({ files: [path.join(root, "package-lock.json")], words: [process.platform, process.arch] }),
  products: () => [pinnedNode, path.join(nodeModules, "typescript/package.json"), path.join(nodeModules, "tslab/package.json"), path.join(nodeModules, "@tensorflow/tfjs-node-gpu/binding")],
  work,
};

async function work(say) {
  const npm = npmCommand();
  // npm's own removal gives up where an interrupted install still wrote a file; this one tries again.
  fs.rmSync(nodeModules, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  await must("Installing the Node packages", npm.command, [...npm.args, ...clean]);
  requirePinnedNode();
  const skipped = missingOptional(JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")), here());
  if (skipped.length > 0) {
    say(`npm on Node ${process.versions.node} left out ${skipped.join(", ")}; installing with the pinned Node`);
    await installWithPinnedNode(npm);
  }
}

const clean = ["ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** npm as the script that started us, or the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script) && fs.existsSync(script)) return { command: process.execPath, args: [script], script };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}

function requirePinnedNode() {
  if (fs.existsSync(pinnedNode)) return;
  throw new SetupProblem(`There is no pinned Node for ${process.platform} ${process.arch}.`, "The project runs on Linux x64 and arm64, macOS, and Windows x64 inside WSL.");
}

/** npm drops optional packages that ask for a newer Node than the one it runs on, so it is run once more on the pinned one, from a copy: npm ci empties node_modules. */
async function installWithPinnedNode(npm) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "marketbook-node-"));
  try {
    const node = path.join(folder, path.basename(pinnedNode));
    fs.copyFileSync(fs.realpathSync(pinnedNode), node);
    const script = npm.script ?? (await npmScript());
    await must("Installing the Node packages", node, [script, ...clean], { env: { ...process.env, PATH: folder + path.delimiter + process.env.PATH } });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function npmScript() {
  const { output } = await run("npm", ["root", "--global", "--loglevel=error"]);
  return path.join(output.trim().split("\n").at(-1), "npm/bin/npm-cli.js");
}

/** This machine in npm's words. */
function here() {
  const glibc = process.report?.getReport().header.glibcVersionRuntime;
  return { os: process.platform, cpu: process.arch, libc: glibc ? "glibc" : "musl" };
}

/** Optional packages of the lock file made for this kind of machine that are not there. */
export function missingOptional(lock, machine, exists = (folder) => fs.existsSync(path.join(root, folder))) {
  const fits = (wanted, own) => !wanted || wanted.includes(own);
  return Object.entries(lock.packages)
    .filter(([, entry]) => entry.optional && (entry.os || entry.cpu) && fits(entry.os, machine.os) && fits(entry.cpu, machine.cpu) && (machine.os !== "linux" || fits(entry.libc, machine.libc)))
    .map(([folder]) => folder)
    .filter((folder) => !exists(folder))
    .map((folder) => folder.replace(/^.*node_modules\//, ""));
}
