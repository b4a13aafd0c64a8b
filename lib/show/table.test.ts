import { table } from "arquero";
import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { walkBars } from "./bars.fixture.ts";
import { shownBy } from "./notebook.fixture.ts";
import { showTable, tableBundle } from "./table.ts";

const textOf = (...given: Parameters<typeof tableBundle>) => String(tableBundle(...given)["text/plain"]);
const htmlOf = (...given: Parameters<typeof tableBundle>) => String(tableBundle(...given)["text/html"]);

test("is shown as HTML and as aligned text", async () => {
  const messages = await shownBy(() => showTable([{ model: "lstm", rmse: 0.0125, trades: 12_000 }, { model: "persistence", rmse: 0.0123, trades: 3 }], { title: "Test" }));
  expect(messages).toHaveLength(1);
  expect(messages[0]?.data).toMatchInlineSnapshot(`
    {
      "text/html": "<table class="dataframe"><caption style="text-align:left;white-space:nowrap"><b>Test</b></caption><thead><tr><th style="text-align:left;white-space:nowrap">model</th><th style="text-align:right;white-space:nowrap">rmse</th><th style="text-align:right;white-space:nowrap">trades</th></tr></thead>
    <tbody>
    <tr><td style="text-align:left;white-space:nowrap">lstm</td><td style="text-align:right;white-space:nowrap">0.01250</td><td style="text-align:right;white-space:nowrap">12,000</td></tr>
    <tr><td style="text-align:left;white-space:nowrap">persistence</td><td style="text-align:right;white-space:nowrap">0.01230</td><td style="text-align:right;white-space:nowrap">3</td></tr>
    </tbody></table>",
      "text/plain": "Test
    model           rmse  trades
    lstm         0.01250  12,000
    persistence  0.01230       3",
    }
  `);
});

test("text from data cannot become markup", () => {
  const html = htmlOf([{ "<b>": "<script>alert('x')</script>" }], { title: 'a "title" & more' });
  expect(html).not.toMatch(/<script|<b>&|<b><|"title"/);
  expect(html).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
});

test("rows beyond the limit are counted, not shown", () => {
  const bars = walkBars(5106);
  expect(textOf(bars)).toMatch(/\n… 5,096 more rows$/);
  expect(htmlOf(bars)).toContain("… 5,096 more rows");
  expect(textOf(bars, { rows: 5105 })).toMatch(/… 1 more row$/);
  expect(textOf(walkBars(10))).not.toContain("more row");
});

describe("takes tables of every kind", () => {
  test("arquero, as filtered and ordered", () => {
    const prices = table({ date: [new Date("2020-01-02"), new Date("2020-01-03"), new Date("2020-01-06")], close: [3257.85, 3234.85, 3246.28] });
    expect(textOf(prices.filter((row: { close: number }) => row.close > 3240).orderby("close"))).toMatchInlineSnapshot(`
      "date           close
      2020-01-06  3,246.28
      2020-01-02  3,257.85"
    `);
  });

  test("danfojs frames, with an index that says something", () => {
    const frame = new DataFrame({ close: [1, 2, 3, 4.5], name: ["a", "b", "c", "d"] });
    expect(textOf(frame)).toMatchInlineSnapshot(`
      " close  name
      1.0000  a
      2.0000  b
      3.0000  c
      4.5000  d"
    `);
    expect(textOf(frame.describe(), { rows: 3 })).toMatchInlineSnapshot(`
      "        close
      count  4.0000
      mean   2.6250
      std    1.4930
      … 4 more rows"
    `);
    expect(textOf(frame.column("close"), { rows: 1 })).toBe("close\n    1\n… 3 more rows");
  });

  test("columns, with their close times as dates", () => {
    expect(textOf(columnsOf(walkBars(2).closeTime, { rsi_14: Float64Array.of(NaN, 55.2) }))).toMatchInlineSnapshot(`
      " closeTime  rsi_14
      2001-01-01     NaN
      2001-01-02  55.200"
    `);
  });

  test("rows that lack a field, and no rows at all", () => {
    expect(textOf([{ a: 1 }, { b: "x" }])).toMatchInlineSnapshot(`
      "  a  b
        1  N/A
      N/A  x"
    `);
    expect(textOf([])).toBe("");
  });
});
