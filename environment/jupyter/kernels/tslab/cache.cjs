// What a fresh kernel need not do again: lib files compiled before, and whether they were found free of type errors.
// One entry a file, so that it does not grow; deleting the folder is safe at any time.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

function createCache(root, version) {
  const folder = path.join(root, "node_modules/.cache/marketbook-kernel");
  // Another TypeScript, other dependencies or another kernel compile and check in another way.
  const made = hash(version, read(path.join(root, "package-lock.json")) ?? "", ...["modules.cjs", "typescript.cjs"].map((file) => readFileSync(path.join(__dirname, file))));

  /** `make()` unless it was made of the same source before. */
  function compiled(file, source, make) {
    const entry = path.join(folder, `${path.relative(root, file).replaceAll(/[\\/]/g, "__")}.txt`);
    const key = hash(made, source);
    const found = read(entry);
    if (found?.startsWith(key)) return found.slice(key.length);
    const text = make();
    write(entry, key + text);
    return text;
  }

  const cleanKey = (files) => hash(made, ...files.map((file) => `${path.relative(root, file.fileName)}\n${file.text}`).sort());
  const cleanEntry = (key) => path.join(folder, `clean-${key.slice(0, 2)}.txt`);
  /** Whether exactly these files were clean, all together. */
  const isClean = (files) => {
    const key = cleanKey(files);
    return read(cleanEntry(key)) === key;
  };
  const markClean = (files) => {
    const key = cleanKey(files);
    write(cleanEntry(key), key);
  };

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
