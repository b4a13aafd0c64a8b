import { expect, test, vi } from "vitest";
import { shownBy } from "./notebook.fixture.ts";
import { showTraining, trainingLine } from "./trainingProgress.ts";

const step = { epoch: 3, epochs: 60, step: 32, steps: 128, loss: 0.0123456, stepLoss: 0.02, learningRate: 0.003, secondsPerStep: 0.01, eta: 33 };
const epoch = { ...step, epoch: 2, step: 128, validationLoss: 0.0140234, bestEpoch: 1, secondsPerEpoch: 1.5 };

test("the line tells epoch, step, losses, learning rate and the time left", () => {
  expect(trainingLine({ label: "training", event: step, epoch: undefined, seconds: 8 })).toBe(
    "training · epoch 3/60 · step 32/128 · loss 0.01235 · rate 0.003 · 0:08, about 0:33 left",
  );
  expect(trainingLine({ label: "training", event: step, epoch, seconds: 8 })).toBe(
    "training · epoch 3/60 · step 32/128 · loss 0.01235 · validation 0.01402 (best: epoch 1) · rate 0.003 · 0:08, about 0:33 left",
  );
  expect(trainingLine({ label: "training", event: { ...step, loss: NaN, eta: NaN }, epoch: undefined, seconds: 8 })).toBe(
    "training · epoch 3/60 · step 32/128 · loss NaN · rate 0.003 · 0:08",
  );
});

test("the bar moves within an epoch, in place, and ends full with the best epoch", async () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  const messages = await shownBy(() => {
    const bar = showTraining("training");
    bar.events.onStep({ ...step, epoch: 1, epochs: 2 });
    bar.events.onProgress({ ...epoch, epoch: 1, epochs: 2, validationLoss: 0.02 });
    bar.events.onProgress({ ...epoch, epoch: 2, epochs: 2, validationLoss: 0.03 });
    bar.finish("on native-cpu");
    bar.events.onStep(step);
  }).finally(() => clock.mockRestore());
  const widths = messages.map(({ data }) => /width:([\d.]+)%/.exec(String(data["text/html"]))?.[1]);
  expect(widths).toEqual(["0.0", "12.5", "50.0", "100.0", "100.0"]);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  expect(messages.at(-1)?.data["text/plain"]).toMatch(/^training · 2 of 2 epochs · lowest validation loss 0.02 in epoch 1 · on native-cpu · 0:\d\d$/);
});

test("without a notebook there is at most one line in five seconds, and one at the end", () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const bar = showTraining("training");
    for (let k = 1; k <= 120; k++) {
      now += 100;
      bar.events.onStep({ ...step, step: k });
    }
    bar.finish();
    expect(write.mock.calls.map(([line]) => /step \d+/.exec(String(line))?.[0])).toEqual(["step 50", "step 100", undefined]);
  } finally {
    write.mockRestore();
    clock.mockRestore();
  }
});
