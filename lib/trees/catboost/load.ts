import type { Booster } from "../types.ts";
import { treesOfBytes, type ObliviousTrees } from "./model.ts";
import { predictOblivious } from "./predict.ts";
import { obliviousShapley } from "./shapley.ts";

/** Trees from the bytes that training gave; no library is needed. `inputs` is P, `outputs` K. */
export function loadCatboost(bytes: Uint8Array, { inputs, outputs = 1 }: { inputs: number; outputs?: number }): Booster {
  const model = treesOfBytes(bytes, inputs, outputs);
  return {
    outputs,
    predict: (matrix) => predictOblivious(model, matrix),
    contributions: (matrix) => obliviousShapley(model, matrix),
    gain: () => valueChange(model, inputs),
    free: () => undefined,
  };
}

/** CatBoost's PredictionValuesChange: how much leaves differ that one split tells apart. Σ (v₁ − v₂)²·c₁c₂/(c₁ + c₂), c the weights of the leaves. */
function valueChange({ bias, trees }: ObliviousTrees, inputs: number): Float64Array {
  const outputs = bias.length;
  const gain = new Float64Array(inputs);
  for (const { inputs: asked, values, weights } of trees) {
    for (let d = 0; d < asked.length; d++) {
      for (let leaf = 0; leaf < weights.length; leaf++) {
        const other = leaf | (1 << d);
        const both = weights[leaf]! + weights[other]!;
        if (leaf === other || both === 0) continue;
        for (let k = 0; k < outputs; k++) gain[asked[d]!]! += (values[leaf * outputs + k]! - values[other * outputs + k]!) ** 2 * weights[leaf]! * weights[other]! / both;
      }
    }
  }
  return gain;
}
