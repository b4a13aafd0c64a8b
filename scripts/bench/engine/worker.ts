import { enginePython } from "../../../environment/setup/enginePeers.mjs";
import { pythonPeer } from "../pythonPeer.ts";
import { startWorker, type Worker } from "../worker.ts";
import { ANSWERS, type Question } from "./protocol.ts";

export type PeerName = "Keras" | "PyTorch";
export type PeerWorker = Worker<Question, typeof ANSWERS>;

const SCRIPTS: Readonly<Record<PeerName, string>> = { Keras: "keras_peer.py", PyTorch: "torch_peer.py" };

/** A peer in Python, on the CPU. */
export function startPeer(peer: PeerName): PeerWorker {
  const variables = { CUDA_VISIBLE_DEVICES: "", TF_CPP_MIN_LOG_LEVEL: "3", KERAS_BACKEND: "tensorflow" };
  return startWorker<Question, typeof ANSWERS>(peer, pythonPeer(enginePython, import.meta.dirname, SCRIPTS[peer], variables), ANSWERS);
}
