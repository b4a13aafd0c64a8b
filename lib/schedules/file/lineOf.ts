import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";

/** Line of a field of a YAML document, or of the key in it; of the nearest thing above where the field is not there. */
export function lineOf(document: Document, lines: LineCounter, place: readonly PropertyKey[], key?: string): number {
  for (let length = place.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(place.slice(0, length), true);
    const wanted = length === place.length ? key : String(place[length]);
    if (isMap(node) && wanted !== undefined) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === wanted);
      if (isScalar(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    if (length > 0 && length === place.length && key === undefined) {
      // The line of the name, not of the block that begins below it.
      const parent = length === 1 ? document.contents : document.getIn(place.slice(0, -1), true);
      const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(place.at(-1))) : undefined;
      if (isScalar(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
