import { z } from "zod";
import { convNetwork, denseNetwork, gruNetwork, lstmNetwork } from "../models/index.ts";
import { listed, type ListedModel } from "./listedModel.ts";
import { dropoutRate, dropoutSpace, sizes, trained, trainingSettings, trainingSpace } from "./trainingSettings.ts";

const recurrent = { units: sizes([32], "Units of each layer"), dropoutRate, ...trainingSettings };
const recurrentSpace = { units: { kind: "choice", values: [[16], [32], [50], [64], [32, 16], [64, 32]] }, dropoutRate: dropoutSpace, ...trainingSpace } as const;

/** Dense, convolutional and recurrent stacks. */
export const PLAIN_NETWORKS: readonly ListedModel[] = [
  listed({
    name: "dense",
    family: "network",
    tasks: ["regression"],
    summary: "Multilayer perceptron on the flattened window.",
    source: "Rumelhart, Hinton & Williams 1986, https://doi.org/10.1038/323533a0",
    settings: z.strictObject({ units: sizes([32, 16], "Units of each hidden layer"), dropoutRate, ...trainingSettings }),
    space: { units: { kind: "choice", values: [[16], [32], [64], [32, 16], [64, 32], [128, 64]] }, dropoutRate: dropoutSpace, ...trainingSpace },
    make: ({ dropoutRate, units, ...training }) => trained(denseNetwork({ dropoutRate, units }), training),
  }),
  listed({
    name: "conv",
    family: "network",
    tasks: ["regression"],
    summary: "Causal one-dimensional convolutions over time.",
    source: "LeCun & Bengio 1995, Convolutional networks for images, speech, and time series",
    settings: z.strictObject({ filters: sizes([16, 16], "Filters of each convolution"), kernelSize: z.int().min(1).max(64).default(3).describe("Steps each filter sees"), dropoutRate, ...trainingSettings }),
    space: { filters: { kind: "choice", values: [[16], [32], [16, 16], [32, 32], [64, 64]] }, kernelSize: { kind: "whole", low: 2, high: 7 }, dropoutRate: dropoutSpace, ...trainingSpace },
    make: ({ dropoutRate, filters, kernelSize, ...training }) => trained(convNetwork({ dropoutRate, filters, kernelSize }), training),
  }),
  listed({
    name: "lstm",
    family: "network",
    tasks: ["regression"],
    summary: "Stack of long short-term memory layers.",
    source: "Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735",
    settings: z.strictObject(recurrent),
    space: recurrentSpace,
    make: ({ dropoutRate, units, ...training }) => trained(lstmNetwork({ dropoutRate, units }), training),
  }),
  listed({
    name: "gru",
    family: "network",
    tasks: ["regression"],
    summary: "Stack of gated recurrent units.",
    source: "Cho et al. 2014, https://arxiv.org/abs/1406.1078",
    settings: z.strictObject(recurrent),
    space: recurrentSpace,
    make: ({ dropoutRate, units, ...training }) => trained(gruNetwork({ dropoutRate, units }), training),
  }),
];
