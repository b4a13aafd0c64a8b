// tslab brings a fork of TypeScript 5.0 and reads no tsconfig. Here the project's own TypeScript takes the fork's place,
// with the project's options where they make sense for cells, and the few functions which the fork adds.
const path = require("node:path");
const { moduleText } = require("./modules.cjs");
const { watchOnDemand } = require("./watch.cjs");

/** Must run before any file of tslab is loaded. */
function putInPlaceOfTheFork(root) {
  const tslab = path.dirname(require.resolve("tslab/package.json", { paths: [root] }));
  const fork = require.resolve("@tslab/typescript-for-tslab", { paths: [tslab] });
  const ts = require(require.resolve("typescript", { paths: [root] }));
  const exports = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(ts), ...fieldsOf(additions(ts)) });
  require.cache[fork] = { id: fork, filename: fork, loaded: true, exports, paths: [], children: [] };
}

function fieldsOf(values) {
  const field = (value) => ({ value, enumerable: true, configurable: true, writable: true });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, field(value)]));
}

function additions(ts) {
  return {
    createWatchCompilerHost: (files, options, system, ...rest) =>
      ts.createWatchCompilerHost(files, { ...options, ...cellOptions(ts) }, watchOnDemand(ts, system), ...rest),
    transpileModule: (source, options) => {
      const result = ts.transpileModule(source, options);
      return { ...result, outputText: moduleText(result.outputText) };
    },
    getPreEmitDiagnosticsOfFiles: diagnosticsOf(ts),
    getNullTransformationContext: () => ts.nullTransformationContext,
    getDefaultTypeRoots: (cwd) =>
      ts.getEffectiveTypeRoots({}, { getCurrentDirectory: () => cwd, directoryExists: ts.sys.directoryExists }),
    Completions: { ...ts.Completions, getCompletionsAtPositionForTslab: ts.Completions.getCompletionsAtPosition },
    getQuickInfoAtPosition: quickInfo(ts),
  };
}

/** As strict as tsconfig.json in what a value may be; cells may leave names unused and index without a check. */
function cellOptions(ts) {
  return {
    strict: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: ["node"],
  };
}

/** Diagnostics of a cell and of the lib files it imports. A lib file is checked again only when some lib file changed. */
function diagnosticsOf(ts) {
  const clean = new WeakSet();
  return (program, [cell, ...imported]) => {
    const changed = imported.some((file) => !clean.has(file));
    const ofFile = (file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const found = changed ? imported.flatMap(ofFile) : [];
    if (changed && found.length === 0) for (const file of imported) clean.add(file);
    return [...ofFile(cell), ...found, ...topLevelAwait(ts, cell)];
  };
}

/** tslab knows a cell with a top-level `await` by the fork's diagnostic 1308 on it. */
function topLevelAwait(ts, cell) {
  let start;
  const visit = (node) => {
    if (start !== undefined || ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isAwaitExpression(node)) start = node.getStart(cell);
    else if (ts.isForOfStatement(node) && node.awaitModifier) start = node.awaitModifier.getStart(cell);
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(cell, visit);
  return start === undefined ? [] : [{ file: cell, start, length: "await".length, code: 1308, category: 1, messageText: "" }];
}

function quickInfo(ts) {
  return (file, checker, _token, position) => {
    const node = ts.getTouchingPropertyName(file, position);
    const symbol = node !== file && checker.getSymbolAtLocation(node);
    if (!symbol) return undefined;
    const { symbolKind: kind, ...parts } = ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker, symbol, file, ts.getContainerNode(node), node);
    return { kind, kindModifiers: "", textSpan: { start: node.getStart(file), length: node.getWidth(file) }, ...parts };
  };
}

module.exports = { putInPlaceOfTheFork };
