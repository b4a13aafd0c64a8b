// What failed in a cell, as the content of a Jupyter `error` message: a short traceback, paths from the project root.
const path = require("node:path");
const { inspect } = require("node:util");

/** Frames which say nothing about the cell: tslab, this launcher, Node. */
const AROUND = /[/\\]tslab[/\\]|node:vm|node:internal|sigintHandlersWrap|evalmachine/;
const red = (text) => `\u001b[31m${text}\u001b[39m`;

function errorContent(error, { root, inText, note }) {
  const local = (text) => text.replaceAll(`file://${root}/`, "").replaceAll(root + path.sep, "");
  const { ename, evalue } = interrupted(error) ?? { ename: nameOf(error), evalue: local(messageOf(error)) };
  const traceback = [...(note ? [note] : []), `${red(ename)}: ${evalue}`, ...inText(frames(error)).map(local)];
  for (const cause of causes(error)) {
    traceback.push(`caused by ${nameOf(cause)}: ${local(messageOf(cause))}`, ...inText(frames(cause)).map(local));
  }
  return { ename, evalue, traceback };
}

/** Each once: an error may name itself, or one that it caused. */
function causes(error) {
  const found = new Set();
  for (let cause = error?.cause; cause !== undefined && cause !== error && !found.has(cause); cause = cause?.cause) found.add(cause);
  return found;
}

function interrupted(error) {
  const isInterrupt = error?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || error?.message === "Interrupted asynchronously";
  return isInterrupt ? { ename: "Interrupted", evalue: "stopped by you; what the cell awaited may go on in the background" } : undefined;
}

function frames(error) {
  if (!isError(error)) return [];
  return String(error.stack).split("\n").filter((line) => /^\s+at /.test(line) && !AROUND.test(line));
}

const nameOf = (error) => (isError(error) ? error.name : "Thrown");
const messageOf = (error) => (isError(error) ? error.message : inspect(error));
const isError = (value) => value instanceof Error || (typeof value?.stack === "string" && typeof value?.message === "string");

/** Type errors with the cell's line under each, as an editor would show them. */
function typeCheckContent(typeErrors, source) {
  const lines = source.split("\n");
  const traceback = typeErrors.flatMap(([, file, line, column, text]) => {
    const headline = `${red("TypeCheckError")}: ${text}`;
    if (file) return [headline, `    at ${file.trim()}:${line}:${column}`];
    const place = `  line ${line}: `;
    return [headline, `${place}${lines[line - 1] ?? ""}`, `${" ".repeat(place.length + column - 1)}^`];
  });
  const [, file, line, , text] = typeErrors[0];
  return { ename: "TypeCheckError", evalue: `${text.split("\n")[0]} (${file ? `${file.trim()} ` : ""}line ${line})`, traceback };
}

module.exports = { errorContent, typeCheckContent };
