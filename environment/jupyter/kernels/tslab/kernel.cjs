// Starts tslab from the project root: imports in cells are "./lib/x.ts", whatever folder the notebook is in.
// The notebook's own folder stays known as NOTEBOOK_DIR.
const { setSourceMapsSupport } = require("node:module");
const path = require("node:path");

const root = path.resolve(__dirname, "../../../..");
process.env.NOTEBOOK_DIR = process.cwd();
// As in environment/variables.mjs, which a kernel started by hand does not see.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
process.chdir(root);
setSourceMapsSupport(true, { nodeModules: false });

const watch = require("./watch.cjs").createWatch(root);
const { ts, cache, tslab } = require("./typescript.cjs").putInPlaceOfTheFork(root, watch);
const { createCells } = require("./cells.cjs");
const { tablesInConsole } = require("./display.cjs");
const { startServer } = require("./server.cjs");

tablesInConsole(root);

const cells = createCells({ root, ts, cache, tslab, watch });
process.on("SIGINT", () => cells.interrupt());
startServer(cells, { ts, tslab, connectionFile: process.argv[2] });

// A kernel outlives its parent when that one is killed outright: nobody could ever stop it then.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 1000).unref();
