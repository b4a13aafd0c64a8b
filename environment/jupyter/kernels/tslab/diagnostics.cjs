/** Diagnostics of a cell and of the lib files it imports. Lib files are checked again only when one of them has changed. */
function diagnosticsOfFiles(ts, cache) {
  const clean = new WeakSet();
  return (program, [cell, ...imported]) => {
    const ofFile = (file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const changed = imported.some((file) => !clean.has(file)) && !cache.isClean(imported);
    const found = changed ? imported.flatMap(ofFile) : [];
    if (changed && found.length === 0) cache.markClean(imported);
    if (found.length === 0) for (const file of imported) clean.add(file);
    return [...ofFile(cell), ...found].map((each) => inOneText(ts, each)).concat(topLevelAwait(ts, cell));
  };
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
