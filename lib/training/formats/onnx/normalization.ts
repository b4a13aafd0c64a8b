import { z } from "zod";
import { refuse, type LayerForm, type LayerParts } from "./layerForm.ts";

const normalization = z.object({ epsilon: z.number(), center: z.boolean().default(true), scale: z.boolean().default(true), axis: z.union([z.number(), z.array(z.number())]).default(-1) });

function normalized({ config, name, shape, weights }: LayerParts) {
  const { data } = normalization.safeParse(config);
  const axis = [data?.axis ?? Number.NaN].flat();
  if (!data || axis.length !== 1 || ![-1, shape.length].includes(axis[0]!)) throw refuse(name, "it does not normalize the last axis alone");
  const rest = [...weights];
  const size = shape.at(-1) ?? 1;
  const gamma = data.scale ? rest.shift()!.values : new Float32Array(size).fill(1);
  const beta = data.center ? rest.shift()!.values : new Float32Array(size);
  return { epsilon: data.epsilon, gamma, beta, moments: rest.map(({ values }) => values) };
}

/** With the moments that training gathered, as one product and one sum. */
export const batchNormalizationForm: LayerForm = (layer, graph, [x = ""]) => {
  const { beta, epsilon, gamma, moments: [mean, variance] } = normalized(layer);
  const scale = gamma.map((value, k) => value / Math.sqrt(variance![k]! + epsilon));
  const offset = beta.map((value, k) => value - mean![k]! * scale[k]!);
  return graph.node("Add", [graph.node("Mul", [x, graph.floats(scale, [scale.length])]), graph.floats(offset, [offset.length])]);
};

export const layerNormalizationForm: LayerForm = (layer, graph, [x = ""]) => {
  const { beta, epsilon, gamma } = normalized(layer);
  return graph.node("LayerNormalization", [x, graph.floats(gamma, [gamma.length]), graph.floats(beta, [beta.length])], { axis: -1, epsilon: { float: epsilon } });
};
