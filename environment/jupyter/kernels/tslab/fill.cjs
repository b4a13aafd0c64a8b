// Compiles and checks, before anybody asks for it, what the notebooks import: `node fill.cjs`, started with the Lab.
// A kernel whose cell comes first finds in the cache what is done by then, and does the rest itself.
const { readFileSync, readdirSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../../../..");
require("../../../typescript.mjs");
process.chdir(root);

// Cells that run meanwhile come first.
os.setPriority(os.constants.priority.PRIORITY_LOW);

const watch = require("./watch.cjs").createWatch(root);
const notice = require("./notice.cjs").createNotice(false);
const { ts, cache, programs, tslab } = require("./typescript.cjs").putInPlaceOfTheFork(root, watch, notice, { isAsked: false });
const { libModule } = require("./modules.cjs");

/** All that cells may import, as one file of the cache: where nothing has changed since the last time there is nothing to do. */
const all = path.join(root, "notebooks/all");
const sources = ts.sys.readDirectory("lib", [".ts"]).map((fileName) => ({ fileName: path.resolve(fileName), text: readFileSync(fileName, "utf8") }));
if (!cache.isClean(all, sources)) fill();

function fill() {
  const { createCells } = require("./cells.cjs");
  const cells = createCells({ root, ts, cache, programs, tslab, watch, notice });
  const cell = imports().map((file) => `import "${file}";`).join("\n");
  const { sideOutputs = [], diagnostics } = cells.converter.convert("", cell);
  for (const { path: output } of sideOutputs) libModule(ts, cache, output.replace(/\.js$/, ".ts"));
  if (diagnostics.length === 0) cache.markClean(all, sources);
  cells.close();
}

/** The files of lib that the notebooks' cells import. */
function imports() {
  const names = readdirSync("notebooks").filter((name) => name.endsWith(".ipynb"));
  const found = names.flatMap((name) => [...readFileSync(path.join("notebooks", name), "utf8").matchAll(/from \\"(\.\/lib\/[^"\\]+)\\"/g)]);
  return [...new Set(found.map(([, file]) => file))];
}
