import { JSDOM } from "jsdom";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BookReport, buildBook } from "./book.ts";
import { writeClosing } from "../closing/closing.ts";
import { readComparison } from "./comparisonFile.ts";
import { startRun } from "../record/record.ts";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const markdown = (source: string) => ({ cell_type: "markdown", metadata: {}, source });
const code = (source: string, outputs: readonly object[] = [], tags: readonly string[] = []) => ({ cell_type: "code", metadata: { tags }, source, outputs, execution_count: 1 });
const notebook = (...cells: readonly object[]) => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript" }, language_info: { name: "typescript" } }, cells: cells.map((cell, k) => ({ id: `cell-${k}`, ...cell })) });
const figure = { data: [{ type: "scatter", x: [1, 2], y: [1, 2] }], layout: { height: 380, title: { text: "</script><b>" } } };

const folder = mkdtempSync(path.join(os.tmpdir(), "book-"));
const outFolder = path.join(folder, "out", "book");
const compared = path.join(folder, "comparison");
let runFolder = "";
let report: BookReport;

beforeAll(async () => {
  runFolder = startRun({ parameters: { symbol: "<SP500>" } }, path.join(folder, "runs")).folder;
  writeFileSync(path.join(runFolder, "00-start.ipynb"), notebook(
    markdown("# 00 · The map & <the> way\n\nWhat is **here**? See [the bars](01-acquire.ipynb), [the code](../lib/market/README.md) and [outside](https://example.org).\n\n## Formula\n\n$r_t = \\ln P_t$"),
    code("let rows: number = 250;", [], ["parameters"]),
    code("figure", [{ output_type: "execute_result", execution_count: 1, metadata: {}, data: { "application/vnd.plotly.v1+json": figure, "image/png": PIXEL, "text/plain": "[figure] <two>" } }]),
    code("throw new Error('no bars')", [{ output_type: "error", ename: "MarketError", evalue: "no bars <here>", traceback: ["MarketError: no bars <here>"] }]),
  ));
  writeFileSync(path.join(runFolder, "01-acquire.ipynb"), notebook(markdown("# 01 · Bars\n\nIt costs $5 or $6, says `$x$`."), code("1 + 1", [{ output_type: "stream", name: "stdout", text: "2\n" }])));
  writeFileSync(path.join(runFolder, "notes.ipynb"), "not a chapter");
  writeClosing(runFolder, [{ title: "Forecasts", columns: ["model", "RMSE"], rows: [["<lstm>", "0.0125"]] }, { title: "Verdict", columns: [], rows: [["No model beats persistence."]] }]);
  mkdirSync(path.dirname(outFolder));
  mkdirSync(compared);
  writeFileSync(path.join(compared, "comparison.json"), JSON.stringify({ sections: [{ title: "Returns", caption: "Nine fits.", columns: ["model", "skill, %"], rows: [["<lstm>", "-1.02 ± 0.17"]], words: ["No model beats persistence <yet>.", "More."] }] }));
  writeFileSync(path.join(compared, "comparison.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  report = await buildBook({ runFolder, outFolder, compared });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (name: string) => new JSDOM(readFileSync(path.join(outFolder, name), "utf8")).window.document;

test("there is a page for each numbered notebook, with its figures and mathematics", () => {
  expect(report).toEqual({
    index: path.join(outFolder, "index.html"),
    pages: [{ name: "00-start", title: "The map & <the> way", figures: 1, math: true }, { name: "01-acquire", title: "Bars", figures: 0, math: false }],
  });
  expect(readdirSync(outFolder).sort()).toEqual(["00-start.html", "01-acquire.html", "assets", "comparison.html", "figures", "index.html"]);
});

test("no page loads anything from another machine, and everything it loads is there", () => {
  for (const name of ["index.html", "00-start.html", "01-acquire.html", "comparison.html"]) {
    const loaded = [...page(name).querySelectorAll("[src], link[href]")].map((element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "");
    expect(loaded.length).toBeGreaterThan(1);
    for (const file of loaded) expect(existsSync(path.join(outFolder, file)), `${name} loads ${file}`).toBe(true);
    expect(page(name).documentElement.outerHTML).not.toMatch(/import\(|@import|url\(/);
  }
  for (const file of ["book.css", "book.js"]) expect(readFileSync(path.join(outFolder, "assets", file), "utf8")).not.toMatch(/https?:|@import/);
});

test("plotly and MathJax are loaded only where they are needed", () => {
  const scripts = (name: string) => [...page(name).querySelectorAll("script[src]")].map((script) => script.getAttribute("src"));
  expect(scripts("00-start.html")).toEqual(["assets/plotly.min.js", "assets/mathjax.js", "assets/book.js"]);
  expect(scripts("01-acquire.html")).toEqual(["assets/book.js"]);
});

test("a figure is data for plotly and a picture until then", () => {
  const place = page("00-start.html").querySelector(".plot");
  expect(JSON.parse(place?.querySelector("script")?.textContent ?? "")).toEqual(figure);
  expect(place?.querySelector("img")?.alt).toBe("[figure] <two>");
  expect(readFileSync(path.join(outFolder, "figures/00-start-1.png")).toString("base64")).toBe(PIXEL);
});

test("an error is a visible box with its name and text", () => {
  const box = page("00-start.html").querySelector(".error");
  expect(box?.querySelector("strong")?.textContent).toBe("MarketError");
  expect(box?.querySelector("pre")?.textContent?.trim()).toBe("MarketError: no bars <here>");
});

test("links between notebooks lead to pages, links to files to the project, others stay", () => {
  const links = [...page("00-start.html").querySelectorAll("main .jp-MarkdownCell p a")].map((link) => link.getAttribute("href"));
  expect(links[0]).toBe("01-acquire.html");
  expect(path.resolve(outFolder, links[1] ?? "")).toBe(path.resolve(import.meta.dirname, "../../market/README.md"));
  expect(links[2]).toBe("https://example.org");
});

describe("the first page", () => {
  test("lists the chapters with a line each", () => {
    const chapters = [...page("index.html").querySelectorAll(".chapters li")].map((item) => item.textContent?.trim());
    expect(chapters).toEqual(["00The map & <the> wayWhat is here? See the bars, the code and outside.", "01BarsIt costs $5 or $6, says $x$.", "+The models comparedNo model beats persistence <yet>."]);
  });

  test("holds the closing tables and the facts of the run", () => {
    const text = page("index.html").querySelector("main")?.textContent ?? "";
    for (const words of ["<lstm>", "0.0125", "No model beats persistence.", path.basename(runFolder), "symbol <SP500>"]) expect(text).toContain(words);
  });
});

test("the last comparison of models has a page with its sentences, figure, table and caption; a broken one is refused", async () => {
  const { body } = page("comparison.html");
  expect(body.querySelector("main .lead")?.textContent).toBe("No model beats persistence <yet>.");
  expect(body.querySelector("main img")?.getAttribute("src")).toBe("figures/comparison.svg");
  expect([...body.querySelectorAll("main td")].map((cell) => [cell.textContent, cell.className])).toEqual([["<lstm>", ""], ["-1.02 ± 0.17", "right"]]);
  expect(body.querySelector("main")?.textContent).toContain("Nine fits.");
  expect(body.querySelector(".side .here")?.textContent).toContain("The models compared");
  expect(readComparison(path.join(folder, "nowhere"))).toBeUndefined();
  const broken = path.join(folder, "brokenComparison");
  mkdirSync(broken);
  writeFileSync(path.join(broken, "comparison.json"), "{");
  await expect(buildBook({ runFolder, outFolder, compared: broken })).rejects.toThrow("brokenComparison/comparison.json is not what npm run compare writes; run it again, or remove the folder");
});

test("each page knows the pages before and after", () => {
  expect(page("00-start.html").querySelector("[rel=next]")?.getAttribute("href")).toBe("01-acquire.html");
  expect(page("01-acquire.html").querySelector("[rel=prev]")?.getAttribute("href")).toBe("00-start.html");
  expect(page("01-acquire.html").querySelector(".side .here")?.textContent).toContain("Bars");
});

test("a failure says why and leaves the old book", async () => {
  const broken = path.join(folder, "runs", "broken");
  mkdirSync(broken);
  await expect(buildBook({ runFolder: broken, outFolder })).rejects.toThrow("run broken holds no executed notebook; run npm start first");
  writeFileSync(path.join(broken, "00-start.ipynb"), "{");
  await expect(buildBook({ runFolder: broken, outFolder })).rejects.toThrow(/^the book could not be built: .*NotJSONError/);
  expect(existsSync(report.index)).toBe(true);
  expect(readdirSync(path.dirname(outFolder))).toEqual(["book"]);
});
