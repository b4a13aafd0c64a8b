import { beforeAll, describe, expect, test } from "vitest";
import { startEngine, tf, type Tensor } from "../../tensorflow/index.ts";
import reference from "../reference.json" with { type: "json" };
import { binaryCrossentropy, directional, focal, heads, huber, LOSSES, lossOf, meanAbsoluteError, meanLoss, meanSquaredError, quantile, quantiles, sparseCategoricalCrossentropy, sparseCategoricalFocal, type Loss } from "./index.ts";

beforeAll(async () => void (await startEngine()));

const losses: readonly Loss[] = [
  meanSquaredError, meanAbsoluteError, huber(), huber({ delta: 0.3 }), quantile(0.9),
  binaryCrossentropy(), binaryCrossentropy({ fromLogits: true }), sparseCategoricalCrossentropy(), sparseCategoricalCrossentropy({ fromLogits: true }),
  focal(), focal({ gamma: 3, alpha: 0.25 }), focal({ fromLogits: true }),
  sparseCategoricalFocal(), sparseCategoricalFocal({ gamma: 1, fromLogits: true }), quantiles([0.1, 0.5, 0.9]),
  heads([{ name: "1 h", kind: "value" }, { name: "24 h", kind: "value", weight: 0.5 }, { name: "direction", kind: "probability", weight: 2 }]),
  directional(), directional({ alpha: 1, steepness: 3, zero: 0.4 }),
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
    const isProbability = !loss.name.includes("logits") && (loss.targets !== "number" || loss.others);
    const inside = tf.clipByValue(output(), -5, isProbability ? 0.9 : 5).add(loss.name.includes("logits") ? 0 : 0.05);
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
  expect(() => lossOf(JSON.parse(JSON.stringify(unknown)))).toThrow('fit: loss must be one of meanSquaredError, meanAbsoluteError, huber, binaryCrossentropy, sparseCategoricalCrossentropy, focal, sparseCategoricalFocal, directional, or a loss such as quantile(0.9), got "meanSqueezedError"');
});

test("settings out of range are refused", () => {
  expect(() => huber({ delta: 0 })).toThrow("huber: delta must be positive, got 0");
  expect(() => quantile(1)).toThrow("quantile: the level must be between 0 and 1, got 1");
  expect(() => focal({ gamma: -1 })).toThrow("focal: gamma must be ≥ 0, got -1");
  expect(() => focal({ alpha: 2 })).toThrow("focal: alpha must be between 0 and 1, got 2");
  expect(() => sparseCategoricalFocal({ gamma: -1 })).toThrow("sparseCategoricalFocal: gamma must be ≥ 0, got -1");
  expect(() => directional({ alpha: -1 })).toThrow("directional: alpha must be ≥ 0, got -1");
  expect(() => directional({ steepness: 0 })).toThrow("directional: steepness must be positive, got 0");
  expect(() => quantiles([])).toThrow("quantiles: there is no level; give levels such as [0.1, 0.5, 0.9]");
  expect(() => quantiles([0.5, 0.1])).toThrow("quantiles: levels must rise, got 0.5, 0.1");
  expect(() => quantiles([0, 0.5])).toThrow("quantiles: a level must be between 0 and 1, got 0");
  expect(() => heads([])).toThrow("heads: there is no head");
  expect(() => heads([{ name: "a", kind: "value" }, { name: "a", kind: "value" }])).toThrow('heads: "a" is named twice');
  expect(() => heads([{ name: "a", kind: "value", weight: -1 }])).toThrow('heads: the weight of "a" must be ≥ 0, got -1');
});

test("the directional loss costs a wrong sign more than a right one as far away, wherever zero lies among standardised targets", () => {
  const of = (loss: Loss, y: number, forecast: number) => loss.ofWindows(tf.tensor2d([[y]]), tf.tensor2d([[forecast]])).dataSync()[0]!;
  const plain = directional();
  expect(of(plain, 0.5, -0.5)).toBeGreaterThan(1.3 * of(plain, 0.5, 1.5));
  const [offset, scale] = [0.02, 0.05];
  const inUnits = (y: number) => (y - offset) / scale;
  const shifted = plain.standardised!({ offset, scale });
  expect(shifted.name).toBe("directional(alpha 2, steepness 5, zero -0.39999999999999997)");
  expect(of(shifted, inUnits(0.01), inUnits(-0.01))).toBeGreaterThan(1.2 * of(shifted, inUnits(0.01), inUnits(0.03)));
});
