// One program of the compiler a cell instead of two: tslab makes the first only to learn which names a cell declares,
// so that the second exports them. The cell's own text says it.

const CELL = "/__tslab__.ts";

/** `isQuiet`: whether no file of the project has changed, which the compiler would take in with the first of two programs. */
function createPrograms(ts, isQuiet) {
  const prefix = `export {};${ts.sys.newLine}`; // tslab's own, which makes a cell a module
  let declaring; // the cell as a bound file, while tslab waits for its names

  /** A converter whose `convert` makes one program. */
  function once(converter) {
    const convert = (previous, source) => {
      const file = isQuiet() ? bound(source) : undefined;
      declaring = file?.locals?.size > 0 ? file : undefined;
      try {
        return converter.convert(previous, source);
      } finally {
        declaring = undefined;
      }
    };
    return { ...converter, convert };
  }

  function bound(source) {
    const file = ts.createSourceFile(CELL, prefix + source, ts.ScriptTarget.ES2022, true);
    ts.bindSourceFile(file, { target: ts.ScriptTarget.ES2022 });
    return file;
  }

  /** What a watch calls for a new program: the one before, with the cell's names, where it is asked for these alone. */
  function create(files, options, host, before, ...rest) {
    const file = declaring;
    const isForNames = file && before && host.readFile(files.find((name) => name.endsWith(CELL))) === file.text;
    if (!isForNames) return ts.createEmitAndSemanticDiagnosticsBuilderProgram(files, options, host, before, ...rest);
    // tslab asks once. Where the same cell comes again, no second program is made and this one goes on as the one before.
    let isAsked = false;
    const getSourceFile = (name) => (isAsked || !name.endsWith(CELL) ? before.getSourceFile(name) : ((isAsked = true), file));
    return Object.create(before, { getSourceFile: { value: getSourceFile } });
  }

  return { once, create };
}

module.exports = { createPrograms };
