// What a fresh kernel need not do again: lib files compiled before, and which of them were found free of type errors.
// One entry a file, so that it does not grow; deleting the folder is safe at any time.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

function createCache(root, version) {
  const folder = path.join(root, "node_modules/.cache/marketbook-kernel");
  // Another TypeScript, other dependencies or another kernel compile and check in another way.
  const made = hash(version, read(path.join(root, "package-lock.json")) ?? "", ...["diagnostics.cjs", "modules.cjs", "typescript.cjs"].map((file) => readFileSync(path.join(__dirname, file))));

  const entryName = (file) => path.relative(root, file).replaceAll(/[\\/]/g, "__");

  /** `make()` unless it was made of the same source before. */
  function compiled(file, source, make) {
    const entry = path.join(folder, `${entryName(file)}.txt`);
    const key = hash(made, source);
    const found = read(entry);
    if (found?.startsWith(key)) return found.slice(key.length);
    const text = make();
    write(entry, key + text);
    return text;
  }

  const cleanEntry = (file) => path.join(folder, `${entryName(file)}.clean.txt`);
  const cleanKey = (sources) => hash(made, ...sources.map(digestOf).sort());
  const digests = new WeakMap();
  const digestOf = (source) => {
    if (!digests.has(source)) digests.set(source, hash(path.relative(root, source.fileName), source.text));
    return digests.get(source);
  };
  /** Whether a file was clean when it and all that it imports, near and far, had these texts. */
  const isClean = (file, sources) => read(cleanEntry(file)) === cleanKey(sources);
  const markClean = (file, sources) => write(cleanEntry(file), cleanKey(sources));

  function write(entry, text) {
    try {
      mkdirSync(folder, { recursive: true });
      const draft = `${entry}.${process.pid}`;
      writeFileSync(draft, text);
      renameSync(draft, entry);
    } catch (error) {
      // A project on a read-only disk, or a full one, works without.
      if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(error.code)) throw error;
    }
  }
  return { compiled, isClean, markClean };
}

function read(entry) {
  try {
    return readFileSync(entry, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  }
}

function hash(...parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex");
}

module.exports = { createCache };
