import { createRequire } from "node:module";
import { expect, test } from "vitest";

type Content = { readonly data?: Readonly<Record<string, string>> };
type Notice = {
  readonly begin: (send: (type: string, content: Content) => void) => void;
  readonly read: (file: string) => void;
  readonly step: (doing: string, done: number, all: number) => void;
  readonly end: () => void;
};
const { createNotice }: { createNotice: (isAsked?: boolean) => Notice } = createRequire(import.meta.url)("./kernels/tslab/notice.cjs");

/** What a cell sends while `work` is done before it begins. */
function sentIn(work: (notice: Notice) => void, notice = createNotice()): readonly (readonly [string, string | undefined])[] {
  const sent: (readonly [string, string | undefined])[] = [];
  notice.begin((type, { data }) => void sent.push([type, data?.["text/plain"]]));
  work(notice);
  notice.end();
  return sent;
}
const readMany = (notice: Notice): void => Array.from({ length: 100 }, (_, k) => `lib/${k}.ts`).forEach(notice.read);

test("a cell that imports many files says so, and the line is gone before the cell begins", () => {
  expect(sentIn(readMany)).toEqual([["display_data", "Reading what the cell imports: 100 files …"], ["clear_output", undefined]]);
  expect(sentIn((notice) => notice.step("Compiling", 3, 1200))).toEqual([["display_data", "Compiling: 3 of 1,200 files …"], ["clear_output", undefined]]);
});

test("a cell that imports few files shows nothing", () => {
  expect(sentIn((notice) => (notice.read("lib/a.ts"), notice.step("Compiling", 3, 99)))).toEqual([]);
});

test("each cell counts its own files, and what is read between cells is nobody's", () => {
  const notice = createNotice();
  expect(sentIn(readMany, notice)).toHaveLength(2);
  readMany(notice);
  expect(sentIn((same) => same.read("lib/a.ts"), notice)).toEqual([]);
});

test("where nobody looks on nothing is told", () => {
  expect(sentIn(readMany, createNotice(false))).toEqual([]);
});
