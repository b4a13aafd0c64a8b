/** The engine that `--engine <name>` of a command asks for, so that the set-up before it knows; undefined without one. The command checks the name. */
export function engineOption(args) {
  const at = args.findIndex((word) => word === "--engine" || word.startsWith("--engine="));
  const name = args[at]?.slice("--engine=".length) || args[at + 1];
  return at >= 0 && ["native", "cpu", "cuda", "wasm"].includes(name) ? name : undefined;
}
