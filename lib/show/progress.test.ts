import { expect, test, vi } from "vitest";
import { shownBy } from "./notebook.fixture.ts";
import { mapWithProgress, progressLine, showProgress } from "./progress.ts";

test("one bar is redrawn in place and ends full", async () => {
  const messages = await shownBy(() => {
    const progress = showProgress(4, "training <lstm>");
    for (let epoch = 1; epoch <= 4; epoch++) progress.update(epoch, `loss ${1 / epoch}`);
    progress.finish();
    progress.finish();
    progress.update(1);
  });
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  expect(messages.map(({ update }) => update)).toEqual([false, ...messages.slice(1).map(() => true)]);
  expect(messages.length).toBeLessThanOrEqual(3);
  expect(messages.at(-1)?.data["text/html"]).toContain("width:100.0%");
  expect(messages.at(-1)?.data["text/html"]).toContain("training &lt;lstm&gt; 4/4 · loss 0.25");
});

test("items are worked on one after the other, each named while it is under way", async () => {
  const events: string[] = [];
  let results: readonly number[] = [];
  const messages = await shownBy(async () => {
    results = await mapWithProgress([3, 1, 2], { label: "fitting", nameOf: (item) => `model ${item}` }, async (item) => {
      events.push(`begin ${item}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
      events.push(`end ${item}`);
      return 10 * item;
    });
  });
  expect(results).toEqual([30, 10, 20]);
  expect(events).toEqual(["begin 3", "end 3", "begin 1", "end 1", "begin 2", "end 2"]);
  expect(messages.some(({ data }) => String(data["text/plain"]).startsWith("fitting 1/3 · model 1"))).toBe(true);
  expect(messages.at(-1)?.data["text/plain"]).toMatch(/^fitting 3\/3 · 0:0\d$/);
});

test("work that fails ends the row of items with its error", async () => {
  const done: number[] = [];
  const working = mapWithProgress([1, 2, 3], { label: "fitting", nameOf: String }, async (item) => {
    if (item === 2) throw new Error("the second fails");
    done.push(item);
  });
  await expect(working).rejects.toThrow("the second fails");
  expect(done).toEqual([1]);
});

test("two bars do not overwrite each other", async () => {
  const messages = await shownBy(() => {
    showProgress(1, "a");
    showProgress(1, "b");
  });
  expect(messages[0]?.id).not.toBe(messages[1]?.id);
});

test("the line tells the time left", () => {
  const line = { label: "training", total: 50, text: "loss 0.01", seconds: 8 };
  expect(progressLine({ ...line, done: 12 })).toBe("training 12/50 · loss 0.01 · 0:08 of about 0:33");
  expect(progressLine({ ...line, done: 0, text: "" })).toBe("training 0/50 · 0:08");
  expect(progressLine({ ...line, done: 50, seconds: 4000 })).toBe("training 50/50 · loss 0.01 · 1:06:40");
});

test("without a notebook the end is a line on stderr", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const progress = showProgress(3, "training");
    progress.update(1);
    progress.finish("done");
    expect(write.mock.calls.map(([line]) => line)).toEqual([expect.stringMatching(/^training 3\/3 · done · 0:0\d\n$/)]);
  } finally {
    write.mockRestore();
  }
});
