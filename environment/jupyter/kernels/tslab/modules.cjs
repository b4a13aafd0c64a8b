// Cells and lib files are ES modules in their text and CommonJS when they run.
const { readFileSync } = require("node:fs");
const path = require("node:path");

const RELATIVE = /\brequire\("(\.{1,2}\/[^"]+)\.(?:ts|js)"\)/g;
const MAP_COMMENT = /\n\/\/# sourceMappingURL=(\S+)\s*$/;

/** TypeScript's `transpileModule`, with the three spellings which need help and with the maps from its output back. */
function transpile(ts, source, options) {
  const inner = mapOf(source);
  const compilerOptions = { ...options.compilerOptions, sourceMap: true };
  const { outputText, sourceMapText } = ts.transpileModule(source.replace(MAP_COMMENT, ""), { ...options, compilerOptions });
  const text = moduleText(outputText.replace(MAP_COMMENT, ""));
  transpile.latest = [JSON.parse(sourceMapText), ...(inner ? [inner] : [])];
  return { outputText: text };
}

/** `require("./x.ts")` finds what tslab compiled under "./x.js"; `import.meta` becomes what CommonJS has for it. */
function moduleText(text) {
  const file = '__filename.replace(/\\.js$/, ".ts")';
  return text
    .replace(RELATIVE, 'require("$1.js")')
    .replace(/\bimport\.meta\.dirname\b/g, "__dirname")
    .replace(/\bimport\.meta\.filename\b/g, file)
    .replace(/\bimport\.meta\.url\b/g, `require("node:url").pathToFileURL(${file}).href`);
}

function mapOf(source) {
  const url = MAP_COMMENT.exec(source)?.[1];
  return url?.startsWith("data:") ? JSON.parse(Buffer.from(url.slice(url.indexOf(",") + 1), "base64").toString()) : undefined;
}

/** A lib file compiled in one step, so that its map leads from errors to the lines of the file. */
function libModule(ts, cache, file) {
  const source = readFileSync(file, "utf8");
  return cache.compiled(file, source, () => {
    const { outputText } = ts.transpileModule(source, {
      fileName: path.basename(file),
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true },
    });
    return moduleText(outputText);
  });
}

/** Changed modules together with every module that imports one of them: those hold on to the old one otherwise. `all`: what each module imports. */
function withImporters(changed, all) {
  const importersOf = new Map();
  for (const [importer, imported] of all) for (const file of imported) importersOf.set(file, [...(importersOf.get(file) ?? []), importer]);
  const stale = new Set(changed);
  for (const file of stale) for (const importer of importersOf.get(file) ?? []) stale.add(importer);
  return [...stale];
}

/** The modules of the project that a compiled one imports. */
function importsOf(file, text) {
  return [...text.matchAll(RELATIVE)].map((match) => path.join(path.dirname(file), `${match[1]}.js`));
}

module.exports = { transpile, libModule, withImporters, importsOf };
