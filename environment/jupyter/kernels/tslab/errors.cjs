// What failed in a cell, as the content of a Jupyter `error` message: a short traceback, paths from the project root.
const path = require("node:path");
const { format, inspect } = require("node:util");

const OWN_FRAMES = /tslab[/\\]dist|kernels[/\\]tslab|node:vm|node:internal|sigintHandlersWrap/;
const red = (text) => `\u001b[31m${text}\u001b[39m`;

function errorContent(error, root, note) {
  const local = (text) => text.replaceAll(`file://${root}/`, "").replaceAll(root + path.sep, "");
  const name = isError(error) ? error.name : "Error";
  const message = local(isError(error) ? error.message : inspect(error));
  const traceback = [`${red(name)}: ${message}`, ...(isError(error) ? frames(error, local) : [])];
  for (let cause = error?.cause; cause !== undefined; cause = cause?.cause) {
    traceback.push(`caused by ${local(isError(cause) ? `${cause.name}: ${cause.message}` : inspect(cause))}`);
  }
  return { ename: name, evalue: message, traceback: note ? [note, ...traceback] : traceback };
}

function frames(error, local) {
  return String(error.stack).split("\n").filter((line) => /^\s+at /.test(line) && !OWN_FRAMES.test(line)).map(local);
}

/** Type errors with the cell's line under each, as an editor would show them. */
function typeCheckContent(typeErrors, source) {
  const lines = source.split("\n");
  const traceback = typeErrors.flatMap(([, file, line, column, text]) => {
    if (file) return [`${red("TypeCheckError")}: ${text}`, `    at ${file.trim()}:${line}:${column}`];
    const code = lines[line - 1] ?? "";
    return [`${red("TypeCheckError")}: ${text}`, `  line ${line}: ${code}`, " ".repeat(`  line ${line}: `.length + column - 1) + "^"];
  });
  return { ename: "TypeCheckError", evalue: format(...typeErrors[0]), traceback };
}

const isError = (value) => value instanceof Error || (typeof value?.stack === "string" && typeof value?.message === "string");

module.exports = { errorContent, typeCheckContent };
