import type { Suite, SuiteRow } from "../timing.ts";
import { MEMORY, memoryContest } from "./memory.ts";
import { biLstm64, gru50, lstm128, lstm50, tcn64, transformer64, type EngineNetwork } from "./networks.ts";
import { OWN_LAYER, ownLayerContest } from "./ownLayer.ts";
import { PREDICTION, predictionContest, stockPredictionContest } from "./prediction.ts";
import { againstPython, againstStock, epochOf } from "./training.ts";

type Targets = { readonly stock?: number; readonly Keras?: number; readonly PyTorch?: number | null };

/** An epoch of 4096 windows against each peer that has a target; a target of null is a row for information. */
function epochs(network: EngineNetwork, batch: number, { Keras, PyTorch, stock }: Targets): SuiteRow[] {
  const work = epochOf({ network, batch });
  const rows: SuiteRow[] = [];
  if (stock !== undefined) rows.push({ work, peer: "tfjs", prepare: () => againstStock({ network, batch, target: stock }) });
  if (Keras !== undefined) rows.push({ work, peer: "Keras", prepare: () => againstPython("Keras", { network, batch, target: Keras }) });
  if (PyTorch !== undefined) rows.push({ work, peer: "PyTorch", prepare: () => againstPython("PyTorch", { network, batch, ...(PyTorch === null ? {} : { target: PyTorch }) }) });
  return rows;
}

/** The engine against TensorFlow.js's own layers, Keras 3 on TensorFlow and PyTorch, a thread a core each. */
export const engineSuite: Suite = [
  ...epochs(lstm50, 32, { stock: 20, Keras: 2, PyTorch: 1.1 }),
  ...epochs(lstm128, 32, { stock: 15, Keras: 2, PyTorch: 1 }),
  ...epochs(lstm128, 256, { PyTorch: 1.3 }),
  ...epochs(gru50, 32, { Keras: 1, PyTorch: null }),
  ...epochs(biLstm64, 32, { Keras: 1, PyTorch: null }),
  ...epochs(tcn64, 32, { Keras: 1, PyTorch: null }),
  ...epochs(transformer64, 32, { Keras: 1, PyTorch: null }),
  { work: OWN_LAYER, peer: "tfjs", prepare: () => ownLayerContest(5) },
  { work: PREDICTION, peer: "PyTorch", prepare: () => predictionContest("PyTorch", 2) },
  { work: PREDICTION, peer: "Keras", prepare: () => predictionContest("Keras", 8) },
  { work: PREDICTION, peer: "tfjs", prepare: () => stockPredictionContest(100) },
  { work: MEMORY, peer: "Keras", prepare: () => memoryContest(1 / 1.5) },
];
