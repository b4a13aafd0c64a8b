// tslab brings a fork of TypeScript 5.0 and reads no tsconfig. Here the project's own TypeScript takes the fork's place,
// with the project's options where they make sense for cells, and the few functions which the fork adds.
const path = require("node:path");
const { createCache } = require("./cache.cjs");
const { diagnosticsOfFiles } = require("./diagnostics.cjs");
const { beforeEmit } = require("./names.cjs");
const { transpile } = require("./modules.cjs");
const { createPrograms } = require("./programs.cjs");

/** Must run before any file of tslab is loaded. `isAsked`: whether somebody may ask for the words of documentation, which take a third of the compiler's reading. */
function putInPlaceOfTheFork(root, watch, notice, { isAsked = true } = {}) {
  const tslab = path.dirname(require.resolve("tslab/package.json", { paths: [root] }));
  const fork = require.resolve("@tslab/typescript-for-tslab", { paths: [tslab] });
  const ts = require(require.resolve("typescript", { paths: [root] }));
  const cache = createCache(root, ts.version);
  const programs = createPrograms(ts, watch.isQuiet);
  const exports = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(ts), ...fieldsOf(standIns(ts, { cache, watch, programs, notice, isAsked })) });
  require.cache[fork] = { id: fork, filename: fork, loaded: true, exports, paths: [], children: [] };
  return { ts, cache, programs, tslab };
}

function fieldsOf(values) {
  const field = (value) => ({ value, enumerable: true, configurable: true, writable: true });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, field(value)]));
}

function standIns(ts, { cache, watch, programs, notice, isAsked }) {
  const readFile = (file, encoding) => (notice.read(file), ts.sys.readFile(file, encoding));
  return {
    sys: Object.assign(Object.create(ts.sys), { readFile, watchFile: watch.watchFile, watchDirectory: watch.watchDirectory }),
    createWatchCompilerHost: (files, options, system, _create, ...rest) => {
      const host = ts.createWatchCompilerHost(files, { ...options, ...cellOptions(ts) }, watch.withTimers(system), programs.create, ...rest);
      if (!isAsked) host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
      return beforeEmit(ts, host);
    },
    transpileModule: (source, options) => transpile(ts, source, options),
    getPreEmitDiagnosticsOfFiles: diagnosticsOfFiles(ts, cache, notice),
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
    exactOptionalPropertyTypes: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: ["node"],
    inlineSourceMap: true,
  };
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
