import { afterEach, expect, test, vi } from "vitest";
import { askEngine, reasonOf } from "./engine.ts";

afterEach(() => vi.unstubAllEnvs());

test("an engine that does not exist is refused in words, without a line of source", async () => {
  vi.stubEnv("MARKETBOOK_ENGINE", "nonsense");
  await expect(askEngine()).rejects.toThrow('TensorFlow does not start: MARKETBOOK_ENGINE must be "native", "cpu", "cuda" or "wasm", got "nonsense". Unset it to let the engine be chosen. npm run doctor says');
});

test("the reason of a dead process is its error's sentence, or its first line", () => {
  expect(reasonOf(new Error("Command failed: node x.ts\nx.ts:3\n  throw new TypeError(`odd`);\n\nTypeError: odd\n    at x.ts:3"))).toBe("odd");
  expect(reasonOf(new Error("spawn ENOENT"))).toBe("spawn ENOENT");
});
