// A kernel that is started before anybody needs it: it loads everything, then waits on its standard input, a socket, to be told
// whom it serves. What it serves is as fresh as a kernel started then: nothing of a cell has run, and environment and folder are the caller's.
const { Socket } = require("node:net");

/** Has the compiler compile what cells are made of, so that its own code is compiled when the first cell comes. Nothing of it is run. */
const REHEARSAL = [
  "let rows: number = 30; // as parameters are",
  "const half = rows / 2;\nconst walk = Array.from({ length: rows }, (_, k) => Math.sin(k) * half);\nconsole.log(`${walk.length}`);\n({ rows, half })",
];

function rehearse(converter) {
  let declarations = "";
  for (const source of [...REHEARSAL, ...REHEARSAL]) declarations = converter.convert(declarations, source).declOutput ?? "";
  converter.convert("", "");
}

/** Calls `serve` with the connection file, and tells who asked when it serves. Without its starter the process ends. */
function waitForOrders(serve) {
  const starter = new Socket({ fd: 0, readable: true, writable: true });
  let heard = "";
  starter.on("error", () => process.exit(1)).on("close", () => process.exit(1));
  starter.setEncoding("utf8").on("data", (text) => {
    heard += text;
    if (!heard.endsWith("\n")) return;
    const order = JSON.parse(heard);
    heard = "";
    obey(order, serve).then(() => {
      starter.write("serving\n");
      starter.unref(); // what still keeps the process alive is a cell's own
    }, (error) => {
      console.error(error); // who asked sees the end of this process, and starts another
      process.exit(1);
    });
  });
  starter.write("ready\n");
}

async function obey({ connectionFile, environment, folder, umask }, serve) {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(folder);
  process.umask(umask);
  await serve(connectionFile);
}

module.exports = { rehearse, waitForOrders };
