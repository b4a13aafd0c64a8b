// tslab's converter, completed: fresh lib files, modules that see each other's changes, positions of the cell's own text.
const { existsSync } = require("node:fs");
const { importsOf, libModule, transpile, withImporters } = require("./modules.cjs");

function completed(converter, { ts, cache, watch, notice, positions }) {
  const modules = new Map();
  const imports = new Map();

  function convert(previous, source, cell) {
    watch.look();
    const { converted, sideOutputs } = compiled(previous, source);
    if (!converted.output) return { ...converted, sideOutputs };
    positions.remember(cell, converted.output, transpile.latest);
    const shown = endsWithAssignment(ts, source) ? {} : { lastExpressionVar: converted.lastExpressionVar };
    return { ...converted, sideOutputs, lastExpressionVar: undefined, ...shown, output: `${converted.output}\n//# sourceURL=${cell}` };
  }

  function compiled(previous, source) {
    try {
      const converted = converter.convert(previous, source);
      return { converted, sideOutputs: moduleOutputs(converted.sideOutputs ?? []) };
    } finally {
      notice.end();
    }
  }

  function moduleOutputs(outputs) {
    for (const [done, { path, data }] of outputs.entries()) {
      notice.step("Compiling, kept for the next time", done, outputs.length);
      const source = path.replace(/\.js$/, ".ts");
      const text = existsSync(source) ? libModule(ts, cache, source) : data;
      modules.set(path, text);
      imports.set(path, importsOf(path, text));
    }
    return withImporters(outputs.map(({ path }) => path), imports).map((path) => ({ path, data: modules.get(path) }));
  }

  return { ...converter, convert };
}

/** An assignment at the end of a cell shows nothing: `model = build()` is no question. */
function endsWithAssignment(ts, source) {
  const last = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest).statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) return false;
  return ts.isAssignmentExpression(ts.skipParentheses(last.expression), false);
}

module.exports = { completed };
