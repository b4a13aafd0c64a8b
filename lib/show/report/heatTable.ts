import { text, type Html } from "./elements.ts";

/** Values in coloured fields, gains and losses around 0. `extra` columns stand apart at the right. */
export type HeatTable = {
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[]; readonly tone?: string }[];
  readonly format: (value: number) => string;
  /** Number of last columns that are sums of the others. */
  readonly sums?: number;
  readonly marked?: { readonly row: number; readonly column: number };
};

/** A table of numbers with grounds as strong as they are large: it can be read, copied, printed and heard. */
export function heatTable({ columns, corner, format, marked, rows, sums = 0 }: HeatTable): Html {
  const inner = columns.length - sums;
  const largest = (of: (column: number) => boolean) => Math.max(1e-12, ...rows.flatMap(({ values }) => values.filter((_, column) => of(column)).map((value) => Math.abs(value ?? 0))));
  const [most, mostOfSums] = [largest((column) => column < inner), largest((column) => column >= inner)];
  const cell = (value: number | null, row: number, column: number): Html => {
    const isMarked = marked?.row === row && marked.column === column;
    const tone = [value === null ? "empty" : value >= 0 ? "gain" : "loss", ...(column >= inner ? ["sum"] : []), ...(isMarked ? ["best"] : [])].join(" ");
    if (value === null) return `<td class="${tone}"></td>`;
    const strength = Math.abs(value) / (column >= inner ? mostOfSums : most);
    return `<td class="${tone}" style="--s:${strength.toFixed(2)}">${text(format(value))}</td>`;
  };
  const body = rows.map(({ name, tone = "", values }, row) => `<tr class="${tone}"><th scope="row">${text(name)}</th>${values.map((value, column) => cell(value, row, column)).join("")}</tr>`);
  return `<div class="wide"><table class="heat"><thead><tr><th scope="col">${text(corner)}</th>${columns.map((name) => `<th scope="col">${text(name)}</th>`).join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}
