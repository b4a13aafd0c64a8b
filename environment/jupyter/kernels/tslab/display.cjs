// How a cell's last value is shown.
const { existsSync } = require("node:fs");
const path = require("node:path");
const { inspect } = require("node:util");

/** An object's own bundle of mime types (Deno's convention). */
const OWN_BUNDLE = Symbol.for("Jupyter.display");

/** The bundle of mime types which shows a value: lib/show's, else the value's own, else a short text. */
async function bundleOf(value, root) {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" && typeof value !== "function") return { "text/plain": inspect(value) };
  const shown = await displayOf(root)?.(value);
  if (shown !== undefined) return shown;
  const own = await value[OWN_BUNDLE]?.();
  if (own !== undefined) return own;
  if (value instanceof Promise) return { "text/plain": "Promise: write `await` before it to see its value" };
  return { "text/plain": inspect(value, { depth: 2, maxArrayLength: 20, maxStringLength: 400, breakLength: 100 }) };
}

/** lib/show is loaded when the first object is shown, so that the kernel starts fast. */
function displayOf(root) {
  const show = path.join(root, "lib/show/index.ts");
  return existsSync(show) ? require(show).displayOf : undefined;
}

module.exports = { bundleOf };
