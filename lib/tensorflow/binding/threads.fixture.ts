import { execFileSync } from "node:child_process";
import type { Tensor } from "@tensorflow/tfjs";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { startEngine } from "../engine.ts";
import { compileStep } from "../graph/compileStep.ts";
import { tf } from "../load.ts";
import { drawn, op } from "./ops.fixture.ts";

// A process that uses the ops' threads, starts a process of its own in between, and uses the ops and a compiled step in a worker thread of Node too. Prints what they gave.

function numbers(): number[] {
  const [T, B, F, H] = [5, 64, 3, 50] as const; // enough work for two threads
  const inputs = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4), drawn([B, H], 5), drawn([B, H], 6)];
  const outputs = op("MarketbookLstm", [...inputs, undefined, undefined], 3);
  const [x, , recurrent, , h0, c0] = inputs;
  const gradients = op("MarketbookLstmGrad", [x, recurrent, h0, c0, undefined, undefined, ...outputs, undefined, drawn([B, H], 7), undefined], 6);
  return [...gradients[1]!.dataSync()];
}

/** 2, 4, 8, … by a compiled step, made and run while the other thread may do the same. */
async function doubled(): Promise<number[]> {
  const total = tf.variable(tf.scalar(1));
  const step = compileStep((factor: Tensor) => tf.tidy(() => {
    total.assign(tf.mul(total, factor).asScalar());
    return tf.sum(total);
  }));
  const values: number[] = [];
  for (let k = 0; k < 40; k++) {
    await new Promise((resolve) => setImmediate(resolve));
    values.push(tf.tidy(() => step(tf.scalar(2)).dataSync()[0]!));
  }
  step.dispose();
  return values;
}

async function run(): Promise<void> {
  await startEngine();
  if (!isMainThread) return parentPort?.postMessage({ sums: numbers(), powers: await doubled() });
  const first = numbers();
  const echoed = execFileSync(process.execPath, ["-p", "1 + 1"], { encoding: "utf8" }).trim();
  const second = numbers();
  const worker = new Worker(new URL(import.meta.url));
  const posted = new Promise<unknown>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const beside = await doubled();
  const inWorker = await posted;
  console.log(JSON.stringify({ first, echoed, second, inWorker, beside, after: await doubled() }));
}

void run();
