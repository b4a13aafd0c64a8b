const NAMED: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”",
  bull: "•", middot: "·", euro: "€", pound: "£", yen: "¥", cent: "¢", copy: "©", reg: "®", trade: "™", deg: "°", times: "×",
};
const LAST_CODE_POINT = 0x10ffff;

/**
 * Text of a piece of HTML on one line: scripts, styles, comments and tags are taken out, blocks are parted by a space, character references are resolved once.
 * A name that HTML's everyday references do not hold stays as it was written. Linear in the length of the input.
 */
export function plainText(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(/<(script|style)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<\/?(?:p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|hr|img)\b[^<>]*>/gi, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, "");
  return withCharacters(text).replace(/[\s\u00a0]+/g, " ").trim();
}

/** A text with its character references, &amp; and &#39;, resolved once. */
export function withCharacters(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, character);
}

function character(whole: string, reference: string): string {
  if (!reference.startsWith("#")) return NAMED[reference] ?? whole;
  const code = /^#x/i.test(reference) ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
  const isCharacter = code > 0 && code <= LAST_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}
