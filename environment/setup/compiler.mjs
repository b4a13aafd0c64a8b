import fs from "node:fs";
import path from "node:path";

/**
 * Which C++ compiler builds the binding: the one that CXX names, g++, clang++, or zig from PyPI, which needs no system package.
 * Pure in its inputs: `find` answers where a command is.
 */
export function chooseCompiler({ env = process.env, find = findOnPath } = {}) {
  for (const name of [env.CXX, "g++", "clang++"]) {
    const command = name && find(name);
    if (command) return { name, command, args: [], downloaded: false };
  }
  return zig;
}

/** zig as a compiler: a library may have undefined symbols (Node brings them), and is bound when first called. */
const zig = {
  name: "zig",
  module: "ziglang",
  args: ["-m", "ziglang", "c++", "-Wl,-z,lazy", "-Wl,--allow-shlib-undefined", "-fno-sanitize=undefined"],
  downloaded: true,
};

/** The file that a command's name stands for on the PATH, or undefined. */
export function findOnPath(name, searched = process.env.PATH ?? "") {
  const folders = name.includes(path.sep) ? [""] : searched.split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
