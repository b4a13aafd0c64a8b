import { z } from "zod";
import { bilstmAttention, cnnLstm, dynamicLag, dynamicLagLstm, gruNetwork, lstmNetwork } from "../models/index.ts";
import type { ListedModel } from "./listedModel.ts";
import { listedNetwork } from "./listedNetwork.ts";
import { dropoutRate, dropoutSpace, size, sizes } from "./trainingSettings.ts";

const stack = { units: sizes([32], "Units of each layer"), dropoutRate: dropoutRate(0.2) };
const stackSpace = { units: { kind: "choice", values: [[16], [32], [50], [64], [32, 16], [64, 32]] }, dropoutRate: dropoutSpace } as const;

const lag = {
  maxLag: size(30, "Lags 1 to this are looked at; the window must be as long", 1000),
  temperature: z.number().positive().max(100).default(1).describe("How sharp the choice of a lag is; near 0 it is one lag"),
  units: size(16, "Units of the GRU that chooses"),
};
const lagSpace = { maxLag: { kind: "choice", values: [5, 10, 20, 30] }, temperature: { kind: "float", low: 0.1, high: 3, log: true }, units: { kind: "choice", values: [8, 16, 32] } } as const;

/** Networks that read the window step after step. */
export const RECURRENT_NETWORKS: readonly ListedModel[] = [
  listedNetwork({
    name: "lstm",
    summary: "Stack of long short-term memory layers.",
    source: "Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735",
    settings: stack,
    space: stackSpace,
    network: (settings, head) => lstmNetwork({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "gru",
    summary: "Stack of gated recurrent units.",
    source: "Cho et al. 2014, https://arxiv.org/abs/1406.1078",
    settings: stack,
    space: stackSpace,
    network: (settings, head) => gruNetwork({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "bilstmAttention",
    summary: "Bidirectional LSTM layers whose steps an attention pools; several heads where further targets are named.",
    source: "Schuster & Paliwal 1997, https://doi.org/10.1109/78.650093; Bahdanau, Cho & Bengio 2014, https://arxiv.org/abs/1409.0473",
    settings: { units: size(128, "Units of each direction"), layers: size(3, "Bidirectional layers", 8), dropoutRate: dropoutRate(0.2) },
    space: { units: { kind: "choice", values: [16, 32, 64, 128] }, layers: { kind: "whole", low: 1, high: 3 }, dropoutRate: dropoutSpace },
    network: (settings, { outputs = { kind: "value" } }) => bilstmAttention({ ...settings, outputs }),
  }),
  listedNetwork({
    name: "cnnLstm",
    summary: "Convolutions that find short patterns, and an LSTM that remembers them.",
    source: "Livieris, Pintelas & Pintelas 2020, https://doi.org/10.1007/s00521-020-04867-x",
    settings: { filters: sizes([32, 64], "Filters of each convolution"), kernelSize: size(3, "Steps each filter sees", 64), units: size(64, "Units of the LSTM"), denseUnits: size(32, "Units of the dense layer"), dropoutRate: dropoutRate(0.2) },
    space: { filters: { kind: "choice", values: [[16], [32], [16, 32], [32, 64]] }, kernelSize: { kind: "whole", low: 2, high: 5 }, units: { kind: "choice", values: [16, 32, 64, 100] }, dropoutRate: dropoutSpace },
    network: (settings, head) => cnnLstm({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "dynamicLag",
    summary: "Chooses how far back to look, and foretells from the values there.",
    source: "After Bahdanau, Cho & Bengio 2014, https://arxiv.org/abs/1409.0473",
    settings: lag,
    space: lagSpace,
    network: (settings, head) => dynamicLag({ ...settings, ...head }),
  }),
  listedNetwork({
    name: "dynamicLagLstm",
    summary: "An LSTM that is told the values at the chosen lag; both learn together.",
    source: "Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735; Bahdanau, Cho & Bengio 2014, https://arxiv.org/abs/1409.0473",
    settings: { ...lag, lstmUnits: size(32, "Units of the LSTM"), dropoutRate: dropoutRate(0.2) },
    space: { ...lagSpace, lstmUnits: { kind: "choice", values: [16, 32, 64] }, dropoutRate: dropoutSpace },
    network: (settings, head) => dynamicLagLstm({ ...settings, ...head }),
  }),
];
