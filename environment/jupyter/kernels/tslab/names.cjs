// Names of earlier cells in two places where tslab puts none or a wrong one: `{ lookback }` and `const { a: b } = result`.

const { existsSync } = require("node:fs");
const path = require("node:path");

/** Lets a watch host's programs rewrite those places before tslab's own rewriting of names. */
function beforeEmit(ts, host) {
  let tell;
  Object.defineProperty(host, "afterProgramCreate", {
    get: () => (builder) => tell(Object.create(builder, { emit: { value: emitWith(ts, builder) } })),
    set: (listener) => (tell = listener),
  });
  return host;
}

function emitWith(ts, builder) {
  return (file, write, token, onlyDeclarations, transformers) => {
    // A file on disk is compiled by itself (modules.cjs), which needs no types; tslab is only told that it is there.
    if (existsSync(file.fileName)) return write(outputOf(builder.getCompilerOptions(), file.fileName), "");
    const spellOut = () => (source) => spelledOut(ts, builder.getProgram().getTypeChecker(), source);
    return builder.emit(file, write, token, onlyDeclarations, { ...transformers, before: [spellOut] });
  };
}

function outputOf({ outDir }, file) {
  return path.join(outDir, path.relative(process.cwd(), file)).replace(/\.ts$/, ".js");
}

function spelledOut(ts, checker, source) {
  const { factory } = ts;
  const visit = (node) => {
    const seen = ts.visitEachChild(node, visit, ts.nullTransformationContext);
    if (ts.isShorthandPropertyAssignment(node) && isOfEarlierCell(checker.getShorthandAssignmentValueSymbol(node))) {
      const value = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), node.name.text);
      const byDefault = seen.objectAssignmentInitializer;
      return factory.createPropertyAssignment(node.name.text, byDefault ? factory.createAssignment(value, byDefault) : value);
    }
    if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
      const property = factory.createStringLiteral(node.propertyName.text);
      return factory.updateBindingElement(seen, seen.dotDotDotToken, property, seen.name, seen.initializer);
    }
    return seen;
  };
  return ts.visitNode(source, visit);
}

const isOfEarlierCell = (symbol) => symbol?.declarations?.some((each) => each.getSourceFile().fileName.endsWith("/__prev__.d.ts")) ?? false;

module.exports = { beforeEmit };
