import { owned } from "../handle.ts";
import { made } from "../native.ts";
import { defaultThreads } from "../threads.ts";
import { TreeError } from "../error.ts";
import type { Booster, Matrix } from "../types.ts";
import { FLOAT32, lightgbmLibrary, parameterText } from "./library.ts";

const VALUE = 0;
const CONTRIBUTIONS = 3;
const GAIN = 1;
const BEGIN = "tree\n";
const END = "end of parameters";

/** Trees from the text that training gave. `inputs` is P, `outputs` K. */
export function loadLightgbm(bytes: Uint8Array, { inputs, outputs = 1, threads = defaultThreads() }: { inputs: number; outputs?: number; threads?: number }): Booster {
  const { call, freeBooster, importance, load, predict } = lightgbmLibrary();
  requireWhole(bytes);
  const out: [bigint | null] = [null];
  const text = new Uint8Array(bytes.length + 1); // the library reads up to a zero
  text.set(bytes);
  const rounds = new Int32Array(1);
  call(load, text, rounds, out);
  const booster = owned("booster of LightGBM", made(out), (pointer) => freeBooster(pointer));
  // A forest's forecast is the mean of its trees, but the library adds up what its trees contribute.
  const isForest = headOf(bytes).includes("\naverage_output\n");
  const parameters = parameterText({ num_threads: threads, verbosity: -1 });
  const asked = ({ rows, values, width }: Matrix, kind: number, each: number): Float64Array => {
    const answer = new Float64Array(rows * each);
    call(predict, booster.pointer, values, FLOAT32, rows, width, 1, kind, 0, -1, parameters, [null], answer);
    return answer;
  };
  return {
    outputs,
    predict: (matrix) => asked(matrix, VALUE, outputs),
    contributions(matrix) {
      const sums = asked(matrix, CONTRIBUTIONS, outputs * (inputs + 1));
      return isForest ? sums.map((sum) => sum / rounds[0]!) : sums;
    },
    gain() {
      const gain = new Float64Array(inputs);
      call(importance, booster.pointer, -1, GAIN, gain);
      return gain;
    },
    free: () => booster.free(),
  };
}

/** The text before the first tree. */
function headOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.subarray(0, text.indexOf("\nTree=0")).toString("latin1");
}

/** The library reads beyond a text that is cut off. */
function requireWhole(bytes: Uint8Array): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.subarray(0, BEGIN.length).toString("latin1") === BEGIN && text.includes(END)) return;
  throw new TreeError("LightGBM: the model is not whole, or not in LightGBM's text format. Save the model again.");
}
