// Runs cells: tslab's converter and executor, with real errors, shown values and no lost rejections.
const path = require("node:path");
const { errorContent, typeCheckContent } = require("./errors.cjs");
const { bundleOf } = require("./display.cjs");

function createCells(root) {
  const tslab = path.dirname(require.resolve("tslab/package.json", { paths: [root] }));
  const { createConverter } = require(path.join(tslab, "dist/converter.js"));
  const { createExecutor } = require(path.join(tslab, "dist/executor.js"));

  let outcome = nothingYet();
  const reported = {
    log: (value) => (outcome.value = value),
    // tslab prints a type error with five arguments (format, file, line, column, text), a thrown value with one.
    error: (...said) => (said.length > 1 ? outcome.typeErrors.push(said) : (outcome.thrown = { error: said[0] })),
  };
  const node = createConverter({ isJS: false, isBrowser: false });
  const executor = createExecutor(process.cwd(), { node, get browser() { return node; }, close: () => node.close() }, reported);

  const strays = [];
  const keep = (error) => strays.push(error);
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);

  /** Runs one cell. Answers `{ ok: true, bundle? }` or `{ ok: false, error: { ename, evalue, traceback } }`. */
  async function run(source) {
    const early = strays.splice(0);
    if (early.length > 0) return failed(early[0], "A promise which an earlier cell did not await failed meanwhile; this cell was not run.");
    outcome = nothingYet();
    try {
      const ok = await executor.execute(source);
      if (outcome.typeErrors.length > 0) return { ok: false, error: typeCheckContent(outcome.typeErrors, source) };
      if (!ok) return failed(outcome.thrown?.error);
      await new Promise(setImmediate); // rejections of promises which nobody awaits are told after the microtasks
      const late = strays.splice(0);
      if (late.length > 0) return failed(late[0], "A promise of this cell was not awaited and failed.");
      return { ok: true, bundle: await bundleOf(outcome.value, root) };
    } catch (error) {
      return failed(error);
    }
  }

  const failed = (error, note) => ({ ok: false, error: errorContent(error, root, note) });
  return { run, interrupt: executor.interrupt, complete: executor.complete, inspect: executor.inspect, close: executor.close, tslab };
}

const nothingYet = () => ({ value: undefined, thrown: undefined, typeErrors: [] });

module.exports = { createCells };
