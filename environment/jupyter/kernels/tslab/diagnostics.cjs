/** Diagnostics of a cell and of the lib files it imports. A lib file is checked again only when it, or a file that it imports near or far, has changed. */
function diagnosticsOfFiles(ts, cache, notice) {
  const clean = new WeakSet();
  return (program, [cell, ...imported]) => {
    const ofFile = (file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const importsOf = directImports(program);
    const found = imported.every((file) => clean.has(file)) ? [] : imported.flatMap((file, done) => {
      notice.step("Checking types, kept for the next time", done, imported.length);
      const sources = sourcesOf(importsOf, file);
      if (cache.isClean(file.fileName, sources)) return [];
      const diagnostics = ofFile(file);
      if (diagnostics.length === 0) cache.markClean(file.fileName, sources);
      return diagnostics;
    });
    if (found.length === 0) for (const file of imported) clean.add(file);
    return [...ofFile(cell), ...found].map((each) => inOneText(ts, each)).concat(topLevelAwait(ts, cell));
  };
}

/** A file with all that it imports, near and far, but for installed packages: those are known by the lock file. */
function sourcesOf(importsOf, file) {
  const sources = new Set([file]);
  for (const source of sources) for (const imported of importsOf(source)) sources.add(imported);
  return [...sources];
}

/** The files of the project that a file imports itself. */
function directImports(program) {
  const known = new Map();
  const look = (source) => (source.imports ?? []).flatMap((specifier) => {
    const found = program.getResolvedModuleFromModuleSpecifier(specifier, source)?.resolvedModule;
    return (found && !found.isExternalLibraryImport && program.getSourceFile(found.resolvedFileName)) || [];
  });
  return (source) => known.get(source) ?? known.set(source, look(source)).get(source);
}

/** tslab would report each sentence of a nested message by itself, and forget the file of all but the last. */
function inOneText(ts, diagnostic) {
  return { ...diagnostic, messageText: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n") };
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

module.exports = { diagnosticsOfFiles };
