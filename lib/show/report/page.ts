import { text, type Html } from "./elements.ts";
import { STYLE } from "./style.ts";

/** What stands above the sections of a page. */
export type PageHead = { readonly kind: string; readonly name: string; readonly symbol: string; /** Bars, days, how many. */ readonly about: string };

/** Sections as one HTML page with links to each: it needs no network and no other file, is light or dark as the reader's system is, and can be printed. */
export function page({ about, kind, name, symbol }: PageHead, sections: readonly Html[], script = ""): Html {
  const links = sections.flatMap((section) => /^<section id="(\w+)">/.exec(section)?.[1] ?? []).map((id) => `<a href="#${id}">${id[0]!.toUpperCase()}${id.slice(1)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${text(`${name} on ${symbol}: ${kind.toLowerCase()}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="soft">${text(kind)}, after costs</p>
<h1>${text(name)} <span>on ${text(symbol)}</span></h1>
<p class="soft">${text(about)}</p>
</header>
<nav aria-label="Sections">${links.join("")}</nav>
<main>
${sections.join("\n")}
</main>${script === "" ? "" : `\n<script>${script}</script>`}
</body>
</html>
`;
}
