// What a cell prints, in few messages and within bounds: a message for each of a million lines costs a minute, no page can show them,
// and while a loop runs all that it prints waits in the kernel's memory.

const GATHER_MS = 20;
const PIECE = 65_536;
/** A cell sends its first characters, then some a second while it goes on, and what it printed last. */
const FIRST = 900_000;
const LAST = 100_000;
const MEANWHILE = 1_000;
const MEANWHILE_MS = 1_000;

/**
 * `write` sends the first text at once and what follows within 20 ms together. `flush` goes before any other message, `end` before a cell's
 * value or error and at its end: so the order stays. With `isWhole` nothing is left out.
 */
function gathered(send, isWhole = false) {
  let room = isWhole ? Infinity : FIRST;
  let held = []; // { stream, text } in order
  let length = 0;
  let leftOut = 0;
  let last = -Infinity;
  let timer;

  function write(stream, text) {
    hold(stream, text);
    if (room > 0 && (length >= PIECE || performance.now() - last > GATHER_MS)) sendFirst();
    if (room === 0 && length > 2 * LAST) keepLast(LAST);
    if (length > 0) timer ??= setTimeout(flush, room > 0 ? GATHER_MS : MEANWHILE_MS);
  }
  function hold(stream, text) {
    const latest = held.at(-1);
    if (latest?.stream === stream) latest.text += text;
    else held.push({ stream, text });
    length += text.length;
  }
  function sendFirst() {
    last = performance.now();
    while (room > 0 && held.length > 0) {
      const { stream, text } = held[0];
      const end = wholeLetters(text, Math.min(PIECE, room, text.length));
      if (end < text.length) held[0].text = text.slice(end);
      else held.shift();
      room -= Math.min(end, room);
      length -= end;
      send(stream, text.slice(0, end));
    }
  }
  function keepLast(most) {
    const pieces = [];
    let kept = 0;
    for (let k = held.length - 1; k >= 0 && kept < most; k--) {
      const { stream, text } = held[k];
      const start = text.length > most - kept ? wholeLetters(text, text.length - most + kept) : 0;
      pieces.push({ stream, text: text.slice(start) });
      kept += text.length - start;
    }
    leftOut += length - kept;
    held = pieces.reverse();
    length = kept;
  }
  function sendRest(most) {
    clearTimeout(timer);
    timer = undefined;
    sendFirst();
    if (length > most) keepLast(most);
    if (leftOut > 0) send(held[0]?.stream ?? "stdout", leftOutNote(leftOut));
    leftOut = length = 0;
    for (const { stream, text } of held.splice(0)) send(stream, text);
  }
  const flush = () => sendRest(MEANWHILE);
  const end = () => sendRest(LAST);
  return { write, flush, end };
}

const leftOutNote = (count) =>
  `\n... ${count.toLocaleString("en")} characters were printed here and left out: a cell shows its first ${FIRST.toLocaleString("en")}, then ` +
  `${MEANWHILE.toLocaleString("en")} a second, and its last ${LAST.toLocaleString("en")}. Write to a file what must be whole, or use marketbook run --stdout-file. ...\n`;

/** A place to cut at, `end` or the one after it: not between the two halves of a letter beyond the basic plane. */
function wholeLetters(text, end) {
  const before = text.charCodeAt(end - 1);
  return end < text.length && before >= 0xd800 && before <= 0xdbff ? end + 1 : end;
}

module.exports = { gathered };
