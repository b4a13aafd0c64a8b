import type { ListedModel } from "./listedModel.ts";

/** Steps of the windows that the small settings are for. */
export const SMALL_LOOKBACK = 4;

const TRAINING = { epochs: 15, patience: 15, learningRate: 0.005 };

/** Where the defaults are slow, or ask for longer windows. */
const SMALL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  seasonalNaive: { period: SMALL_LOOKBACK },
  knn: { neighbours: 25 },
  dense: { units: [32], dropoutRate: 0 },
  conv: { filters: [16], kernelSize: 2, dropoutRate: 0 },
  tcn: { channels: [16, 16], kernelSize: 2, dropoutRate: 0 },
  imageNetwork: { filters: [16], denseUnits: 32, dropoutRate: 0 },
  lstm: { units: [16], dropoutRate: 0 },
  gru: { units: [16], dropoutRate: 0 },
  bilstmAttention: { units: 16, layers: 1, dropoutRate: 0 },
  cnnLstm: { filters: [16], kernelSize: 2, units: 16, denseUnits: 16, dropoutRate: 0 },
  dynamicLag: { maxLag: SMALL_LOOKBACK },
  dynamicLagLstm: { maxLag: SMALL_LOOKBACK, lstmUnits: 16, dropoutRate: 0 },
  transformer: { width: 16, attentionHeads: 2, blocks: 1, dropoutRate: 0, pooling: "last" },
  transformerLstm: { width: 16, attentionHeads: 2, units: 16, dropoutRate: 0 },
  temporalFusionTransformer: { width: 16, attentionHeads: 2, dropoutRate: 0 },
  patchTst: { patch: 2, stride: 1, width: 16, attentionHeads: 2, blocks: 1, dropoutRate: 0, normalized: false },
  iTransformer: { width: 16, attentionHeads: 2, blocks: 1, dropoutRate: 0, normalized: false },
  dlinear: { averaged: 3 },
  nhits: { units: 32 },
};

/** Settings with which a model of the catalogue is fitted in seconds; its defaults where nothing is said. */
export function smallSettings({ family, name }: ListedModel): Readonly<Record<string, unknown>> {
  return { ...(family === "network" ? TRAINING : {}), ...SMALL[name] };
}
