// The first cell that imports lib takes seconds, in which nothing runs that could print: the compiler itself tells, file by file, how far it is.
// The line is gone when the cell begins, so that no notebook keeps it.

/** A cell that imports fewer files begins at once. */
const MANY = 100;
const EVERY_MS = 500;

/** `isAsked`: whether somebody may look on. */
function createNotice(isAsked = true) {
  let publish;
  let files = 0;
  let shown = 0;
  let last = -Infinity;

  /** A cell begins, whose messages `send` sends. */
  function begin(send) {
    publish = isAsked ? send : undefined;
    files = shown = 0;
  }

  /** The compiler reads a file: how many will follow nobody knows yet. */
  function read(file) {
    if (publish && file.endsWith(".ts") && ++files >= MANY) say(`Reading what the cell imports: ${count(files)} files …`);
  }

  function step(doing, done, all) {
    if (publish && all >= MANY) say(`${doing}: ${count(done)} of ${count(all)} files …`);
  }

  function say(text) {
    if (shown > 0 && performance.now() - last < EVERY_MS) return;
    last = performance.now();
    const content = { data: { "text/plain": text }, metadata: {}, transient: { display_id: "marketbook-notice" } };
    publish(shown++ > 0 ? "update_display_data" : "display_data", content);
  }

  function end() {
    if (shown > 0) publish("clear_output", { wait: false });
    publish = undefined;
    shown = 0;
  }

  return { begin, read, step, end };
}

const count = (files) => files.toLocaleString("en");

module.exports = { createNotice };
