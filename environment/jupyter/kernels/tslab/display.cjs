// How a cell's last value is shown.
const { existsSync } = require("node:fs");
const path = require("node:path");
const { inspect } = require("node:util");

/** An object's own bundle of mime types (Deno's convention). */
const OWN_BUNDLE = Symbol.for("Jupyter.display");

/** The bundle of mime types which shows a value: lib/show's, else the value's own, else a short text. Nothing for an empty bundle. */
async function bundleOf(value, root) {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return { "text/plain": value };
  if (typeof value !== "object" && typeof value !== "function") return { "text/plain": inspect(value) };
  const shown = await show(root, "display.ts")?.displayOf(value);
  if (shown !== undefined) return Object.keys(shown).length > 0 ? shown : undefined;
  const own = await value[OWN_BUNDLE]?.();
  if (own !== undefined) return own;
  if (value instanceof Promise) return { "text/plain": "Promise: write `await` before it to see its value" };
  return { "text/plain": inspect(value, { depth: 2, maxArrayLength: 20, maxStringLength: 400, breakLength: 100 }) };
}

/** A file of lib/show is loaded when it first has something to show, and no other: that takes a quarter of the whole folder's time. */
function show(root, name) {
  const file = path.join(root, "lib/show", name);
  return existsSync(file) ? require(file) : undefined;
}

/** `console.table`, in which arquero's `print()` ends, as a table of the notebook. */
function tablesInConsole(root) {
  const plain = console.table;
  console.table = (...data) => (show(root, "consoleTable.ts")?.consoleTable ?? plain)(...data);
}

module.exports = { bundleOf, tablesInConsole };
