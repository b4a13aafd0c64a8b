// Starts tslab from the project root: imports in cells are "./lib/x.ts", whatever folder the notebook is in.
// The notebook's own folder stays known as NOTEBOOK_DIR. `kernel.cjs --standby` loads everything and waits (standby.cjs);
// with --rehearse it has compiled a few cells by then.
const { setSourceMapsSupport } = require("node:module");
const path = require("node:path");

const root = path.resolve(__dirname, "../../../..");
const [connectionFile, mode] = process.argv.slice(2);
const standsBy = connectionFile === "--standby";
require("../../../typescript.mjs");
const notebookFolder = process.cwd();
process.chdir(root);
setSourceMapsSupport(true, { nodeModules: false });

const watch = require("./watch.cjs").createWatch(root);
// A kernel that stands by runs notebooks, and no person types into it.
const isAsked = !standsBy;
const notice = require("./notice.cjs").createNotice(isAsked);
const { ts, cache, programs, tslab } = require("./typescript.cjs").putInPlaceOfTheFork(root, watch, notice, { isAsked });
const { createCells } = require("./cells.cjs");
const { tablesInConsole } = require("./display.cjs");
const { endWithParent } = require("./parent.cjs");
const { startServer } = require("./server.cjs");

tablesInConsole(root);

const cells = createCells({ root, ts, cache, programs, tslab, watch, notice });
process.on("SIGINT", () => cells.interrupt());

if (standsBy) {
  const { rehearse, waitForOrders } = require("./standby.cjs");
  if (mode === "--rehearse") rehearse(cells.converter);
  require("zeromq");
  waitForOrders((file) => serve(file, process.cwd()));
} else serve(connectionFile, notebookFolder);

function serve(file, folder) {
  process.env.NOTEBOOK_DIR = folder;
  // As in environment/variables.mjs, which a kernel started by hand does not see.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
  process.chdir(root);
  return startServer(cells, { ts, tslab, connectionFile: file });
}

endWithParent();
