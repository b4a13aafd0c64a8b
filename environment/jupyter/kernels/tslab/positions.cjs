// Where in a cell's own text an error arose. A cell is compiled in two steps; each leaves a map.
const { SourceMap } = require("node:module");

/** tslab puts one line before a cell's text. */
const LINES_BEFORE = 1;
const PLACE = /(In\[\d+\]):(\d+):(\d+)/;

function createPositions() {
  const cells = new Map();

  /** Keeps the maps from what runs as `cell` back to its text, the outer one first. */
  const remember = (cell, code, maps) => cells.set(cell, { lines: code.split("\n").length, maps: maps.map((map) => new SourceMap(map)) });

  /** Stack frames with "In[3]:12:7" as "In[3]:2:4", line and column as the cell shows them; without tslab's frame around the cell. */
  const inText = (frames) => frames.filter((frame) => !isAround(frame)).map((frame) => frame.replace(PLACE, original));

  function isAround(frame) {
    const [, cell, line] = PLACE.exec(frame) ?? [];
    return Number(line) > (cells.get(cell)?.lines ?? Infinity);
  }

  function original(found, cell, line, column) {
    let at = { originalLine: Number(line) - 1, originalColumn: Number(column) - 1 };
    for (const map of cells.get(cell)?.maps ?? []) at = map.findEntry(at.originalLine, at.originalColumn);
    return at.originalLine === undefined ? found : `${cell}:${at.originalLine + 1 - LINES_BEFORE}:${at.originalColumn + 1}`;
  }

  return { remember, inText };
}

module.exports = { createPositions };
