import { describe, expect, it } from "vitest";
import { rowName, selectRows } from "./selectRows.ts";
import type { SuiteRow } from "./timing.ts";

const row = (work: string, peer?: string): SuiteRow => ({ work, ...(peer === undefined ? {} : { peer }), prepare: () => Promise.reject(new Error("not to be called")) });
const suite = [row("epoch LSTM(50) 30×5", "Keras"), row("epoch LSTM(50) 30×5", "PyTorch"), row("epoch GRU(50) 30×5", "Keras"), row("windows")];

const names = (text?: string) => selectRows(suite, text).map(rowName);

describe("selectRows", () => {
  it("takes all rows without a text", () => {
    expect(names()).toHaveLength(4);
    expect(names(" ")).toHaveLength(4);
  });

  it("looks in work and peer, in any case", () => {
    expect(names("pytorch")).toEqual(["epoch LSTM(50) 30×5, PyTorch"]);
    expect(names("windows")).toEqual(["windows"]);
  });

  it("wants every word", () => {
    expect(names("keras gru")).toEqual(["epoch GRU(50) 30×5, Keras"]);
    expect(names("lstm(50)")).toHaveLength(2);
  });

  it("names the rows there are where none was meant", () => {
    expect(() => names("conv")).toThrow(/no row of the suite holds "conv".*epoch GRU\(50\) 30×5, Keras/);
  });
});
