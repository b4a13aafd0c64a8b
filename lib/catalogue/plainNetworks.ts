import { z } from "zod";
import { convNetwork, denseNetwork, imageNetwork, tcn } from "../models/index.ts";
import { listedNetwork } from "./listedNetwork.ts";
import type { ListedModel } from "./listedModel.ts";
import { dropoutRate, dropoutSpace, size, sizes } from "./trainingSettings.ts";

const kernelSize = size(3, "Steps each filter sees", 64);

/** Dense and convolutional networks. */
export const PLAIN_NETWORKS: readonly ListedModel[] = [
  listedNetwork({
    name: "dense",
    summary: "Multilayer perceptron on the flattened window.",
    source: "Rumelhart, Hinton & Williams 1986, https://doi.org/10.1038/323533a0",
    settings: { units: sizes([32, 16], "Units of each hidden layer"), dropoutRate: dropoutRate(0.2) },
    space: { units: { kind: "choice", values: [[16], [32], [64], [32, 16], [64, 32], [128, 64]] }, dropoutRate: dropoutSpace },
    network: (settings, head) => denseNetwork({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "conv",
    summary: "Causal one-dimensional convolutions over time.",
    source: "LeCun & Bengio 1995, Convolutional networks for images, speech, and time series",
    settings: { filters: sizes([16, 16], "Filters of each convolution"), kernelSize, dropoutRate: dropoutRate(0.2) },
    space: { filters: { kind: "choice", values: [[16], [32], [16, 16], [32, 32], [64, 64]] }, kernelSize: { kind: "whole", low: 2, high: 7 }, dropoutRate: dropoutSpace },
    network: (settings, head) => convNetwork({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "tcn",
    summary: "Residual blocks of dilated causal convolutions, each looking twice as far back.",
    source: "Bai, Kolter & Koltun 2018, https://arxiv.org/abs/1803.01271",
    settings: { channels: sizes([32, 32, 32, 32], "Channels of each residual block"), kernelSize, dropoutRate: dropoutRate(0.1) },
    space: { channels: { kind: "choice", values: [[16, 16, 16], [32, 32, 32], [16, 16, 16, 16], [32, 32, 32, 32], [64, 64, 64, 64]] }, kernelSize: { kind: "whole", low: 2, high: 5 }, dropoutRate: dropoutSpace },
    network: (settings, head) => tcn({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "imageNetwork",
    summary: "Two-dimensional convolutions on a picture of the indicators.",
    source: "Sezer & Ozbayoglu 2018, https://doi.org/10.1016/j.asoc.2018.04.024",
    settings: {
      picture: z.enum(["indicators", "gramian"]).default("indicators").describe("Indicators side by side, or the Gramian angular field of each"),
      filters: sizes([32, 64], "Filters of each convolution"), kernelSize, denseUnits: size(128, "Units of the dense layer"), dropoutRate: dropoutRate(0.25),
    },
    space: { picture: { kind: "choice", values: ["indicators", "gramian"] }, filters: { kind: "choice", values: [[16], [16, 32], [32, 64]] }, denseUnits: { kind: "choice", values: [32, 64, 128] }, dropoutRate: dropoutSpace },
    network: (settings, head) => imageNetwork({ ...settings, ...head }),
  }),
];
