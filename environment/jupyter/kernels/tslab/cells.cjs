// Runs cells: tslab's converter and executor, with real errors, shown values and no lost rejections.
const path = require("node:path");
const { bundleOf } = require("./display.cjs");
const { completed } = require("./compile.cjs");
const { errorContent, typeCheckContent } = require("./errors.cjs");
const { createPositions } = require("./positions.cjs");

function createCells({ root, ts, cache, programs, tslab, watch, notice }) {
  const { createConverter } = require(path.join(tslab, "dist/converter.js"));
  const { createExecutor } = require(path.join(tslab, "dist/executor.js"));

  let outcome = nothingYet("");
  const reported = {
    log: (value) => (outcome.value = value),
    // tslab prints a type error with five arguments (format, file, line, column, text), a thrown value with one.
    error: (...said) => (said.length > 1 ? outcome.typeErrors.push(said) : (outcome.thrown = { error: said[0] })),
  };
  const positions = createPositions();
  const plain = programs.once(createConverter({ isJS: false, isBrowser: false }));
  const converter = completed(plain, { ts, cache, watch, notice, positions });
  const node = { ...converter, convert: (previous, source) => converter.convert(previous, source, outcome.cell) };
  const executor = createExecutor(root, { node, get browser() { return node; }, close: () => node.close() }, reported);

  const strays = [];
  const keep = (error) => strays.push(error);
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);

  /** Runs the cell In[number], whose messages `publish` sends. Answers `{ ok: true, bundle? }` or `{ ok: false, error: { ename, evalue, traceback } }`. */
  async function run(source, number, publish) {
    outcome = nothingYet(`In[${number}]`);
    const early = strays.splice(0);
    if (early.length > 0) return failed(early[0], "Work which an earlier cell started without `await` has failed; this cell was not run.");
    try {
      notice.begin(publish);
      const ok = await executor.execute(source);
      if (outcome.typeErrors.length > 0) return { ok: false, error: typeCheckContent(outcome.typeErrors, source) };
      if (!ok) return failed(outcome.thrown?.error);
      const bundle = await bundleOf(outcome.value, root);
      await new Promise(setImmediate); // a rejection which nobody awaits is told after the microtasks
      const late = strays.splice(0);
      if (late.length > 0) return failed(late[0], "Work which was started without `await` has failed.");
      return { ok: true, bundle };
    } catch (error) {
      return failed(error);
    }
  }

  const failed = (error, note) => ({ ok: false, error: errorContent(error, { root, inText: positions.inText, note }) });
  return { converter: plain, run, interrupt: executor.interrupt, complete: executor.complete, inspect: executor.inspect, close: executor.close };
}

const nothingYet = (cell) => ({ cell, value: undefined, thrown: undefined, typeErrors: [] });

module.exports = { createCells };
