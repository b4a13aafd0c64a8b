import { beforeAll, describe, expect, test } from "vitest";
import { startEngine, tf, type Tensor } from "../../tensorflow/index.ts";
import reference from "../reference.json" with { type: "json" };
import { binaryCrossentropy, focal, huber, LOSSES, lossOf, meanAbsoluteError, meanLoss, meanSquaredError, quantile, sparseCategoricalCrossentropy, type Loss } from "./index.ts";

beforeAll(async () => void (await startEngine()));

const losses: readonly Loss[] = [
  meanSquaredError, meanAbsoluteError, huber(), huber({ delta: 0.3 }), quantile(0.9),
  binaryCrossentropy(), binaryCrossentropy({ fromLogits: true }), sparseCategoricalCrossentropy(), sparseCategoricalCrossentropy({ fromLogits: true }),
  focal(), focal({ gamma: 3, alpha: 0.25 }), focal({ fromLogits: true }),
];

/** Greatest difference from Keras: float32 on both sides. */
const near = (ours: Tensor, theirs: readonly number[]) => ours.dataSync().forEach((value, k) => expect(Math.abs(value - theirs[k]!)).toBeLessThan(2e-6 * (1 + Math.abs(theirs[k]!))));

describe.each(losses)("$name", (loss) => {
  const { outputs, targets, ofWindows, weightedMean } = reference.losses.find(({ name }) => name === loss.name)!;
  const [y, output, weights] = [() => tf.tensor2d(targets), () => tf.tensor2d(outputs), () => tf.tensor1d(reference.weights)];

  test("gives each window the loss that Keras gives it", () => {
    const ours = loss.ofWindows(y(), output());
    expect(ours.shape).toEqual([targets.length]);
    near(ours, ofWindows);
  });

  test("is weighted as in Keras: the sum over the batch's size", () => {
    near(meanLoss(loss, y(), output(), weights()), [weightedMean]);
  });

  test("has the gradient of finite differences", () => {
    const inside = tf.clipByValue(output(), -5, loss.targets === "number" || loss.name.includes("logits") ? 5 : 0.9).add(loss.name.includes("logits") ? 0 : 0.05);
    const gradient = tf.grad((x) => meanLoss(loss, y(), x))(inside).dataSync();
    const values = inside.dataSync();
    const h = 1e-3;
    const at = (k: number, by: number) => meanLoss(loss, y(), tf.tensor2d(Float32Array.from(values, (x, n) => (n === k ? x + by : x)), [targets.length, outputs[0]!.length])).dataSync()[0]!;
    values.forEach((_, k) => expect(gradient[k]!).toBeCloseTo((at(k, h) - at(k, -h)) / (2 * h), 2));
  });
});

test("each name is a loss, an unknown one is refused", () => {
  for (const name of LOSSES) expect(lossOf(name).name).toContain(name);
  const unknown: string = "meanSqueezedError";
  expect(() => lossOf(JSON.parse(JSON.stringify(unknown)))).toThrow('fit: loss must be one of meanSquaredError, meanAbsoluteError, huber, binaryCrossentropy, sparseCategoricalCrossentropy, focal, or a loss such as quantile(0.9), got "meanSqueezedError"');
});

test("settings out of range are refused", () => {
  expect(() => huber({ delta: 0 })).toThrow("huber: delta must be positive, got 0");
  expect(() => quantile(1)).toThrow("quantile: the level must be between 0 and 1, got 1");
  expect(() => focal({ gamma: -1 })).toThrow("focal: gamma must be ≥ 0, got -1");
  expect(() => focal({ alpha: 2 })).toThrow("focal: alpha must be between 0 and 1, got 2");
});
