import { type AnyFeed, parseFeed } from "feedsmith";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { brief, clockFindings, gathered, textOf } from "../connection/readAnswer.ts";
import type { NewsItem } from "../records/newsItem.ts";
import { symbolsIn } from "./cashtags.ts";
import { feedTime } from "./feedTime.ts";
import { plainText } from "./plainText.ts";
import type { Page } from "./source.ts";

/** The parts of an item that RSS, Atom, RDF and JSON feeds have under other names. */
type FeedItem = { readonly id: string | undefined; readonly url: string | undefined; readonly title: string | undefined; readonly summary: string | undefined; readonly time: string | undefined; readonly publisher: string | undefined };
type Feed = { readonly path: string; readonly items: readonly FeedItem[] };

/**
 * News of a feed, in its order. An item's id is its guid, else its address; an item with neither, without a title or without a time with a zone is left out and told,
 * and so is one from more than a day in the future. Titles and summaries are plain text. `about.symbol` is added to the symbols of each item.
 */
export function newsOf(answer: Answer, known?: readonly string[]): Page<NewsItem> {
  const { about: { symbol }, receivedAt, source } = answer;
  const clock = clockFindings(answer);
  const feed = feedOf(answer);
  if ("code" in feed) return { items: [], answers: [answer], findings: [...clock, feed] };
  const items: NewsItem[] = [];
  const findings: AnswerFinding[] = [];
  const seen = new Set<string>();
  feed.items.forEach((item, row) => {
    const read = itemOf(item, { symbol, receivedAt, known });
    if ("field" in read) findings.push({ code: "row left out", severity: "error", where: { source, path: `${feed.path}[${row}].${read.field}`, row }, expected: read.expected, got: read.got });
    else if (seen.has(read.id)) findings.push({ code: "row left out", severity: "note", where: { source, path: `${feed.path}[${row}].guid`, row }, expected: "an id of its own", got: `${brief(read.id)} a second time` });
    else items.push(read);
    if ("id" in read) seen.add(read.id);
  });
  return { items, answers: [answer], findings: [...clock, ...gathered(findings, source, feed.path)] };
}

type Refused = { readonly field: string; readonly expected: string; readonly got: string };

function itemOf({ id, publisher, summary, time: written, title, url }: FeedItem, { known, receivedAt, symbol }: { readonly symbol: string | undefined; readonly receivedAt: number; readonly known: readonly string[] | undefined }): NewsItem | Refused {
  const ownId = id ?? url;
  if (ownId === undefined) return { field: "guid", expected: "a guid or a link", got: "neither" };
  const text = plainText(title ?? "");
  if (text === "") return { field: "title", expected: "a title", got: brief(title) };
  const time = written === undefined ? undefined : feedTime(written);
  if (time === undefined) return { field: "date", expected: "a time with a zone", got: brief(written) };
  if (time > receivedAt + DAY_MILLIS) return { field: "date", expected: "a time that is not in the future", got: brief(written) };
  const short = plainText(summary ?? "");
  const named = symbolsIn(`${text} ${short}`, undefined, known);
  return {
    id: ownId, time, title: text, ...(short === "" ? {} : { summary: short }), ...(url === undefined ? {} : { url }), ...(publisher === undefined ? {} : { publisher: plainText(publisher) }),
    symbols: [...new Set([...(symbol === undefined ? [] : [symbol]), ...named])],
  };
}

/** The feed in an answer, or why there is none. */
function feedOf(answer: Answer): Feed | AnswerFinding {
  const refused = (code: AnswerFinding["code"], expected: string, got: string): AnswerFinding => ({ code, severity: "error", where: { source: answer.source, path: "answer" }, expected, got });
  const text = decoded(answer);
  const root = text.search(/<[a-z]/i);
  if (/<!DOCTYPE[^>]*\[/i.test(text.slice(0, root < 0 ? 0 : root))) return refused("value impossible", "a feed without entities of its own", "a DOCTYPE that declares some; feeds need none, and such can be made to fill the memory");
  try {
    return partsOf(parseFeed(text));
  } catch {
    const isFeed = /<(?:rss|feed|rdf:RDF)[\s>]/i.test(text.slice(0, 4000));
    if (isFeed) return refused("answer cut off", "XML whose tags are all closed", `${text.length} characters that end with ${brief(text.slice(-40))}`);
    return refused("wrong type", "an RSS, Atom, RDF or JSON feed", text.trim() === "" ? "nothing" : /<html[\s>]/i.test(text.slice(0, 4000)) ? `a page of HTML, ${brief(plainText(text).slice(0, 50))}` : brief(text));
  }
}

/** XML may name another encoding than UTF-8 in its first line. */
function decoded(answer: Answer): string {
  const encoding = /^[^>]{0,200}encoding=["']([A-Za-z0-9_-]{1,30})["']/.exec(new TextDecoder("latin1").decode(answer.body.subarray(0, 200)))?.[1];
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return textOf(answer);
  try {
    return new TextDecoder(encoding).decode(answer.body);
  } catch {
    return textOf(answer);
  }
}

function partsOf({ feed, format }: AnyFeed): Feed {
  if (format === "rss") {
    const publisher = feed.title;
    return { path: "rss.channel.item", items: (feed.items ?? []).map((item) => ({ id: filled(item.guid?.value), url: filled(item.link), title: item.title, summary: item.description, time: filled(item.pubDate) ?? item.dc?.dates?.[0], publisher: item.source?.title ?? publisher })) };
  }
  if (format === "atom") {
    const publisher = feed.title?.value;
    return { path: "feed.entry", items: (feed.entries ?? []).map((entry) => ({
      id: filled(entry.id), url: filled((entry.links?.find(({ rel }) => rel === undefined || rel === "alternate") ?? entry.links?.[0])?.href), title: entry.title?.value, summary: entry.summary?.value ?? entry.content?.value, time: entry.published ?? entry.updated, publisher: entry.source?.title?.value ?? publisher,
    })) };
  }
  if (format === "rdf") {
    const publisher = feed.title;
    return { path: "rdf:RDF.item", items: (feed.items ?? []).map((item) => ({ id: filled(item.rdf?.about), url: filled(item.link), title: item.title, summary: item.description, time: item.dc?.dates?.[0], publisher })) };
  }
  const publisher = feed.title;
  return { path: "items", items: (feed.items ?? []).map((item) => ({ id: filled(item.id), url: filled(item.url), title: item.title, summary: item.summary ?? item.content_text ?? item.content_html, time: item.date_published ?? item.date_modified, publisher })) };
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
