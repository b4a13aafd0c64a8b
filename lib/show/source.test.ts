import { expect, test } from "vitest";
import { sourceOf } from "./source.ts";

const text = `import { a } from "./a.ts";

/** Twice. */
export function twice(x: number): number {
  return 2 * x;
}

class Layer extends Base {
  /** Makes the weights. */
  override build(shape: number[]): void {
    for (const n of shape) {
      make(n);
    }
  }
}
`;

test("a function comes with its comment and ends with its brace", () => {
  expect(sourceOf(text, "a.ts", "twice")).toBe("/** Twice. */\nexport function twice(x: number): number {\n  return 2 * x;\n}");
});

test("a method comes without its class's indent", () => {
  expect(sourceOf(text, "a.ts", "build")).toBe("/** Makes the weights. */\noverride build(shape: number[]): void {\n  for (const n of shape) {\n    make(n);\n  }\n}");
});

test("a class comes whole, and so does a file without a name", () => {
  expect(sourceOf(text, "a.ts", "Layer")).toMatch(/^class Layer extends Base \{\n[^]*\n\}$/);
  expect(sourceOf(text, "a.ts")).toBe(text.trimEnd());
});

test("a name that is not there is an error that names the file", () => {
  expect(() => sourceOf(text, "lib/a.ts", "thrice")).toThrow('showSource: lib/a.ts declares no "thrice"');
});
