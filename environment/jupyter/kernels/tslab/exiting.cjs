// `process.exit` in a cell ends the cell, and with it the run of the notebook: as `sys.exit` in IPython, an error named SystemExit.
// Code 0 is a good end, as papermill takes it. Outside a cell it ends the kernel as ever.

class SystemExit extends Error {
  name = "SystemExit";
}

/** Runs a cell's work; `process.exit` throws meanwhile. */
async function exitingByError(work) {
  const { exit } = process;
  process.exit = (code = process.exitCode ?? 0) => {
    throw new SystemExit(String(code));
  };
  try {
    return await work();
  } finally {
    process.exit = exit;
  }
}

module.exports = { exitingByError };
