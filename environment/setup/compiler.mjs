import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run as runCommand } from "./process.mjs";

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

/** Flags that let the compiler use all of this processor, or none where it knows no such flag: then code for any processor of the family is made. */
export async function processorFlags(command, args, { arch = process.arch, run = runCommand } = {}) {
  const flag = arch === "x64" ? "-march=native" : "-mcpu=native";
  const { code } = await run(command, [...args, flag, "-E", "-x", "c++", os.devNull], { limitSeconds: 120 });
  return code === 0 ? [flag] : [];
}

/** What `processorFlags` depends on: code made for one processor may not run on another. */
export function processor() {
  try {
    const lines = fs.readFileSync("/proc/cpuinfo", "utf8").split("\n\n")[0].split("\n");
    return lines.filter((line) => /^(vendor_id|cpu family|model|flags|Features|CPU (implementer|architecture|part))\s*:/.test(line)).join("\n");
  } catch {
    return os.cpus()[0]?.model ?? process.arch;
  }
}

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
