import { execFileSync } from "node:child_process";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { startEngine } from "../engine.ts";
import { drawn, op } from "./ops.fixture.ts";

// A process that uses the ops' threads, starts a process of its own in between, and uses the ops in a worker thread of Node too. Prints what they gave.

function numbers(): number[] {
  const [T, B, F, H] = [5, 64, 3, 50] as const; // enough work for two threads
  const inputs = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4), drawn([B, H], 5), drawn([B, H], 6)];
  const outputs = op("MarketbookLstm", [...inputs, undefined, undefined], 3);
  const [x, , recurrent, , h0, c0] = inputs;
  const gradients = op("MarketbookLstmGrad", [x, recurrent, h0, c0, undefined, undefined, ...outputs, undefined, drawn([B, H], 7), undefined], 6);
  return [...gradients[1]!.dataSync()];
}

async function run(): Promise<void> {
  await startEngine();
  if (!isMainThread) return parentPort?.postMessage(numbers());
  const first = numbers();
  const echoed = execFileSync(process.execPath, ["-p", "1 + 1"], { encoding: "utf8" }).trim();
  const second = numbers();
  const worker = new Worker(new URL(import.meta.url));
  const inWorker = await new Promise<unknown>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  console.log(JSON.stringify({ first, echoed, second, inWorker }));
}

void run();
