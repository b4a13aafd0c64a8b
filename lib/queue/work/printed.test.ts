import { expect, test } from "vitest";
import { apart, PRINTED_LIMIT, printReport } from "./printed.ts";

test("what is printed is told apart from how far the work is, to a bound, and what is beyond it is said once", () => {
  const printed: string[] = [];
  const progress: unknown[] = [];
  const hear = apart({ onPrinted: (text) => printed.push(text), onProgress: (report) => progress.push(report) });
  hear({ cell: 1, cells: 2 });
  hear(printReport("one\n"));
  hear(printReport("x".repeat(PRINTED_LIMIT)));
  hear(printReport("lost"));
  hear({ printed: 3 });
  expect(progress).toEqual([{ cell: 1, cells: 2 }, { printed: 3 }]);
  expect(printed.map((text) => text.replaceAll("x", ""))).toEqual(["one\n", "\n… what is printed from here on is left out\n"]);
  expect(printed.join("").replaceAll(/[^x]/g, "")).toHaveLength(PRINTED_LIMIT - 4);
});
