import { type RandomKey, split } from "../../random/index.ts";
import { dense, dropout, layerNormalization, lstm, tf } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";
import { averagedAttention, sharedSum } from "../layers/averagedAttention.ts";
import { gatedLinearUnit } from "../layers/gatedLinearUnit.ts";
import { gatedResidual } from "../layers/gatedResidual.ts";
import { lastStep } from "../layers/lastStep.ts";
import { outputLayers } from "../layers/outputLayers.ts";
import { through, type Described } from "../layers/through.ts";
import { variableSelection } from "../layers/variableSelection.ts";
import type { Network, Outputs } from "../network.ts";

export type TftConfig = {
  /** d, the numbers a step; a multiple of the heads. Default 32. */
  readonly width?: number;
  /** Default 4. */
  readonly heads?: number;
  readonly dropoutRate?: number;
  /** Default: quantiles 0.1, 0.5 and 0.9, of which the middle one is the forecast. */
  readonly outputs?: Outputs;
};

/**
 * Temporal Fusion Transformer: says which columns and which steps a forecast rests on.
 * Lim et al. 2021, "Temporal Fusion Transformers for interpretable multi-horizon time series forecasting", https://arxiv.org/abs/1912.09363.
 *   ξ̃, v = selection(x)     φ = LSTM(ξ̃)     φ̃ = norm(ξ̃ + GLU(φ))     θ = GRN(φ̃)
 *   β = W_H Σ_t ā_t W_V θ_t, ā the attention of the last step     δ = norm(θ_T + GLU(β))
 *   ψ = GRN(δ)     ψ̃ = norm(φ̃_T + GLU(ψ))     ŷ(q) = w_q·ψ̃ + b_q for each quantile q
 * A window is past alone: there are no covariates that are static or known ahead, so no contexts and no decoder, and only the last
 * step asks. Axes: B batch, T steps, F features, d width, K outputs.
 */
export function temporalFusionTransformer(config: TftConfig = {}): Network {
  const { dropoutRate = 0.1, heads = 4, outputs = { kind: "quantiles", levels: [0.1, 0.5, 0.9] }, width = 32 } = config;
  if (width % heads !== 0) throw new ModelError(`temporalFusionTransformer: a width of ${width} is no multiple of ${heads} heads. Give one that is.`);
  return {
    name: `Temporal Fusion Transformer ${width}`,
    outputs,
    build: ({ features, lookback }, key) => {
      const x = tf.input({ shape: [lookback, features] }); // [B, T, F]
      const selection = variableSelection({ units: width, dropoutRate, key: split(key, "selection"), name: "variable_selection" });
      const selected = firstOf(selection.apply(x)); // [B, T, d]
      const gate = (name: string) => gateAndNorm(name, width, dropoutRate, split(key, name));
      const phi = through(selected, lstm({ units: width, returnSequences: true, key: split(key, "lstm"), name: "lstm" })); // [B, T, d]
      const local = gate("local")(phi, selected); // φ̃ [B, T, d]
      const theta = through(local, gatedResidual({ units: width, dropoutRate, key: split(key, "enrichment"), name: "enrichment" })); // [B, T, d]
      const asking = through(theta, lastStep({ name: "asking" })); // [B, d]
      const linear = (name: string, units: number) => dense({ units, key: split(key, name), name });
      const shares = through([through(asking, linear("query", width)), through(theta, linear("key", width))], averagedAttention({ heads, name: "attention_weights" })); // [B, T]
      const beta = through([shares, through(theta, linear("value", width / heads))], sharedSum({ name: "context" }), linear("attention_output", width)); // [B, d]
      const delta = gate("attended")(beta, asking); // [B, d]
      const psi = through(delta, gatedResidual({ units: width, dropoutRate, key: split(key, "position"), name: "position" })); // [B, d]
      const fused = gate("fused")(psi, through(local, lastStep({ name: "local_last" })), false); // [B, d]
      return tf.model({ inputs: x, outputs: through(fused, ...outputLayers(outputs, split(key, "head"))) }); // [B, K]
    },
  };
}

/** norm(skip + GLU(part)): how much of a part is let in. in: two of [B, T, d] or [B, d]  out: the same */
function gateAndNorm(name: string, width: number, rate: number, key: RandomKey): (part: Described, skip: Described, isDropped?: boolean) => Described {
  return (part, skip, isDropped = true) => {
    const drop = isDropped && rate > 0 ? [dropout({ rate, key: split(key, "dropout"), name: `${name}_dropout` })] : [];
    const gated = through(part, ...drop, dense({ units: 2 * width, key: split(key, "gate"), name: `${name}_gate` }), gatedLinearUnit({ name: `${name}_glu` }));
    return through([skip, gated], tf.layers.add({ name: `${name}_sum` }), layerNormalization({ name: `${name}_norm`, epsilon: 1e-5 }));
  };
}

function firstOf(outputs: unknown): Described {
  const first: unknown = Array.isArray(outputs) ? outputs[0] : outputs;
  if (!(first instanceof tf.SymbolicTensor)) throw new ModelError("temporalFusionTransformer: variable selection gave no described tensor");
  return first;
}
