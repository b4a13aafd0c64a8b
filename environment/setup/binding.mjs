import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SetupProblem } from "./problem.mjs";
import { must, run } from "./process.mjs";
import { binding, bindingSources, environment, locks, nodeModules, pinnedNode, tensorflow, tfjsNode, venvPython } from "./places.mjs";
import { pip } from "./python.mjs";
import { libraries } from "./variant.mjs";
import { chooseCompiler, processorFlags } from "./compiler.mjs";
import { filesUnder } from "./stamp.mjs";
import { variables } from "../variables.mjs";

/** Compiles tfjs-node's own C++ sources and this project's ops against TensorFlow's libraries, tries the result in a process of its own, and only then puts it in its place. */
export async function compileBinding(say) {
  const compiler = chooseCompiler();
  const draft = path.join(path.dirname(binding), `draft-${process.pid}.node`);
  fs.mkdirSync(path.dirname(binding), { recursive: true });
  try {
    await compile(compiler, draft, say);
    const tried = await tryBinding(draft);
    if (!tried.works) throw new SetupProblem(`The binding that ${compiler.name} compiled does not work: ${tried.why}.`, "Name another compiler in CXX and start again.");
    fs.renameSync(draft, binding);
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return compiler.name;
}

async function compile(compiler, target, say) {
  if (compiler.downloaded) {
    say("There is no C++ compiler (g++, clang++), so zig is fetched from PyPI (100 MB); it compiles for a minute or two");
    await must("Fetching the zig compiler", venvPython, [...pip, "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", path.join(locks, "compiler.txt")]);
  }
  const command = compiler.command ?? venvPython;
  const flags = [...compiler.args, ...(await processorFlags(command, compiler.args)), ...compilerFlags()];
  const objects = `${target}.objects`;
  fs.mkdirSync(objects, { recursive: true });
  try {
    const sources = opSources().filter((file) => file.endsWith(".cc"));
    const object = (source) => path.join(objects, `${path.basename(source)}.o`);
    await eachAtOnce(sources, (source) => must(title, command, [...flags, "-c", source, "-o", object(source)]));
    await must(title, command, [...compiler.args, ...sources.map(object), "-o", target, ...linkerFlags()]);
  } finally {
    fs.rmSync(objects, { recursive: true, force: true });
  }
}

const title = "Compiling the TensorFlow binding";

/** Does the work for all items, as many at a time as there are processors, and ends when nothing of it runs any more. */
async function eachAtOnce(items, work) {
  const waiting = [...items];
  const line = async () => { for (let item = waiting.shift(); item; item = waiting.shift()) await work(item); };
  const ended = await Promise.allSettled(Array.from({ length: os.availableParallelism() }, line));
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/** The C++ of this project's ops, with its headers. One of them includes tfjs-node's sources. */
export const opSources = () => filesUnder(bindingSources).filter((file) => /\.(cc|h)$/.test(file));

function compilerFlags() {
  const include = [path.join(tfjsNode, "binding"), path.join(tensorflow, "include"), path.join(nodeModules, "node-api-headers/include")];
  return ["-O3", "-ffp-contract=fast", "-fno-math-errno", "-fPIC", "-pthread", "-std=c++17", "-w", "-DNAPI_VERSION=8", ...include.map((folder) => `-I${folder}`)];
}

/** The libraries' place is named relative to the binding, so that the project may be moved. */
function linkerFlags() {
  const mac = process.platform === "darwin";
  const beside = path.relative(path.dirname(binding), tensorflow);
  return [
    "-pthread", ...(mac ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared"]),
    ...libraries.map((name) => path.join(tensorflow, name)),
    `-Wl,-rpath,${mac ? "@loader_path" : "$ORIGIN"}/${beside}`,
  ];
}

/** Loads a binding in a process of its own and multiplies two matrices; a crash there is only a "no" here. */
export async function tryBinding(file = binding) {
  const { code, output } = await run(pinnedNode, [path.join(environment, "setup/try-binding.cjs"), file], { env: variables(), limitSeconds: 120 });
  const line = output.split("\n").find((text) => text.startsWith("{"));
  if (code === 0 && line) return { works: true, ...JSON.parse(line) };
  const lines = output.split("\n").map((text) => text.trim()).filter(Boolean);
  return { works: false, why: (lines.find((text) => /Error:/.test(text)) ?? lines.at(-1) ?? `exit code ${code}`).slice(0, 300).replace(/\.$/, "") };
}
