import type { Tensor } from "@tensorflow/tfjs";
import { isTaped } from "../layers/customGradient.ts";
import { tf } from "../load.ts";
import { isNative, nativeBackend, runOp } from "../native.ts";

/**
 * Puts TensorFlow's own gradient of the rectifier in the place of TensorFlow.js's, for all layers:
 * its step function is made of seven ops on native and costs more than the product before it.
 */
export function useNativeReluGradient(): void {
  tf.registerGradient({
    kernelName: "Relu",
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => (dy instanceof tf.Tensor ? reluGradient(dy, x!) : tf.zerosLike(x!)) }),
  });
}

function reluGradient(dy: Tensor, x: Tensor): Tensor {
  if (!isNative() || isTaped()) return tf.mul(dy, tf.step(x)); // TensorFlow's op by itself would leave no trace for a gradient of the gradient
  const { binding } = nativeBackend();
  return runOp("ReluGrad", [{ name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }], [dy, x], 1)[0]!;
}
