import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, bidirectional, conv1d, dense, lstm, multiHeadAttention, startEngine, tf, type layers } from "../index.ts";
import { drawn } from "./layers.fixture.ts";

const key = randomKey(1);

beforeAll(async () => void (await startEngine()));

function behindConvolution(layer: layers.Layer) {
  return tf.sequential({ layers: [tf.layers.masking({ inputShape: [5, 2] }), conv1d({ filters: 4, kernelSize: 2, key }), layer, dense({ units: 1, key })] });
}

test.each([
  lstm({ units: 2, name: "reader", key }),
  bidirectional(lstm({ units: 2, key }), { name: "reader" }),
  multiHeadAttention({ heads: 1, keyDim: 2, name: "reader", key }),
])("a mask that came past a layer that knows none is refused, %#", (layer) => {
  expect(() => applyTo(behindConvolution(layer), drawn([3, 5, 2], 1))).toThrow(
    '"reader": the mask of an earlier layer was handed past a layer that knows none, so that it does not belong to this input. Keras drops it there; mask behind that layer, or not at all.',
  );
});
