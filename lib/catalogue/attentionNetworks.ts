import { z } from "zod";
import { dlinear, iTransformer, nhits, patchTst, temporalFusionTransformer, transformerEncoder, transformerLstm } from "../models/index.ts";
import type { ListedModel } from "./listedModel.ts";
import { listedNetwork } from "./listedNetwork.ts";
import { dropoutRate, dropoutSpace, size } from "./trainingSettings.ts";

const normalized = z.boolean().default(true).describe("Whether each window is freed of its level and width, which the forecast gets back");
const blocks = (standard: number) => size(standard, "Blocks on one another", 16);
const attention = (standard: { readonly width: number; readonly dropoutRate: number }) => ({
  width: size(standard.width, "Numbers a word; a multiple of the attention's heads"),
  attentionHeads: size(4, "Heads of the attention", 64),
  dropoutRate: dropoutRate(standard.dropoutRate),
});
const blocksSpace = { kind: "whole", low: 1, high: 3 } as const;
const attentionSpace = { width: { kind: "choice", values: [16, 32, 64, 128] }, attentionHeads: { kind: "choice", values: [2, 4, 8] }, dropoutRate: dropoutSpace } as const;

/** Transformers and the forecasters that were made to beat them. */
export const ATTENTION_NETWORKS: readonly ListedModel[] = [
  listedNetwork({
    name: "transformer",
    summary: "Encoder of a Transformer over the steps of the window.",
    source: "Vaswani et al. 2017, https://arxiv.org/abs/1706.03762",
    settings: { ...attention({ width: 64, dropoutRate: 0.1 }), blocks: blocks(2), pooling: z.enum(["mean", "last"]).default("mean").describe("Whether the head reads the mean of all steps or the last") },
    space: { ...attentionSpace, blocks: blocksSpace, pooling: { kind: "choice", values: ["mean", "last"] } },
    network: ({ attentionHeads: heads, ...settings }, head) => transformerEncoder({ heads, ...settings, ...head }),
  }),
  listedNetwork({
    name: "transformerLstm",
    summary: "A Transformer's encoder whose steps an LSTM reads in order.",
    source: "Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; Wang et al. 2019, https://arxiv.org/abs/1907.05572",
    settings: { ...attention({ width: 64, dropoutRate: 0.1 }), blocks: blocks(1), units: size(32, "Units of the LSTM") },
    space: { ...attentionSpace, blocks: blocksSpace, units: { kind: "choice", values: [16, 32, 64] } },
    network: ({ attentionHeads: heads, ...settings }, head) => transformerLstm({ heads, ...settings, ...head }),
  }),
  listedNetwork({
    name: "temporalFusionTransformer",
    summary: "Says which columns and which steps a forecast rests on; learns quantiles by default.",
    source: "Lim et al. 2021, https://arxiv.org/abs/1912.09363",
    settings: attention({ width: 32, dropoutRate: 0.1 }),
    space: attentionSpace,
    auto: "quantile",
    network: ({ attentionHeads: heads, ...settings }, { outputs = { kind: "value" } }) => temporalFusionTransformer({ heads, ...settings, outputs }),
  }),
  listedNetwork({
    name: "patchTst",
    summary: "Each column by itself, cut into patches that a Transformer reads as words.",
    source: "Nie et al. 2023, https://arxiv.org/abs/2211.14730",
    settings: { patch: size(16, "Steps a patch; the window must hold one", 1000), stride: size(8, "Steps from one patch to the next", 1000), ...attention({ width: 32, dropoutRate: 0.2 }), blocks: blocks(2), normalized },
    space: { patch: { kind: "choice", values: [4, 8, 16] }, stride: { kind: "choice", values: [2, 4, 8] }, ...attentionSpace, blocks: blocksSpace, normalized: { kind: "choice", values: [true, false] } },
    network: ({ attentionHeads: heads, ...settings }, head) => patchTst({ heads, ...settings, ...head }),
  }),
  listedNetwork({
    name: "iTransformer",
    summary: "The whole window of a column is one word, attention runs between columns.",
    source: "Liu et al. 2024, https://arxiv.org/abs/2310.06625",
    settings: { ...attention({ width: 64, dropoutRate: 0.1 }), blocks: blocks(2), normalized },
    space: { ...attentionSpace, blocks: blocksSpace, normalized: { kind: "choice", values: [true, false] } },
    network: ({ attentionHeads: heads, ...settings }, head) => iTransformer({ heads, ...settings, ...head }),
  }),
  listedNetwork({
    name: "dlinear",
    summary: "The window split into a slow part and the rest, and a linear map of each.",
    source: "Zeng et al. 2023, https://arxiv.org/abs/2205.13504",
    settings: { averaged: size(25, "Steps of the moving average", 1000) },
    space: { averaged: { kind: "choice", values: [5, 11, 25] } },
    network: (settings, head) => dlinear({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "nhits",
    summary: "Stacks that read the window at different rates, each explaining a part of it.",
    source: "Challu et al. 2023, https://arxiv.org/abs/2201.12886",
    settings: { units: size(64, "Units of a block's two hidden layers"), dropoutRate: dropoutRate(0) },
    space: { units: { kind: "choice", values: [32, 64, 128, 256] }, dropoutRate: dropoutSpace },
    network: (settings, head) => nhits({ ...settings, ...head }),
  }),
];
