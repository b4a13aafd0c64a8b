import { describe, expect, it } from "vitest";
import { digestValue } from "../record/digest.ts";
import type { Notebook } from "./notebook.ts";
import { digestOutputs } from "./outputs.ts";

const executed = (outputs: { output_type: string; [key: string]: unknown }[], count = 1): Notebook =>
  ({ nbformat: 4, metadata: {}, cells: [{ cell_type: "code", source: "", metadata: {}, outputs, execution_count: count }] });
const result = (text: string) => ({ output_type: "execute_result", data: { "text/plain": text }, metadata: {} });

describe("digestOutputs", () => {
  it("differs when a value differs", () => {
    expect(digestOutputs(executed([result("1.0")]))).not.toBe(digestOutputs(executed([result("1.1")])));
  });

  it("does not see counts, metadata or streams", () => {
    const other = { ...result("1.0"), metadata: { elapsed: 3 }, execution_count: 9 };
    const stream = { output_type: "stream", name: "stdout", text: "epoch 1, 0.4 s" };
    expect(digestOutputs(executed([stream, other], 9))).toBe(digestOutputs(executed([result("1.0")])));
  });
});

describe("digestValue", () => {
  it("does not depend on the order of fields, but on that of lists", () => {
    expect(digestValue({ a: 1, b: { c: 2, d: 3 } })).toBe(digestValue({ b: { d: 3, c: 2 }, a: 1 }));
    expect(digestValue([1, 2])).not.toBe(digestValue([2, 1]));
  });
});
