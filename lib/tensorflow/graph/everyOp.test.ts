import { beforeAll, describe, expect, test, vi } from "vitest";
import { compileStep, startEngine, tf, type Tensor, type Tensor2D } from "../index.ts";
import { isNative } from "../native.ts";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

type Op = (x: Tensor2D, y: Tensor2D) => Tensor | Tensor[];

const x = () => tf.tensor2d([[0.1, -0.4, 0.7], [1.2, 0.5, -0.3]]);
const y = () => tf.tensor2d([[1.1, 2, -3], [0.5, -1, 2]]);
const whole = () => tf.tensor1d([1, 2, 0, 2], "int32");
const image = () => tf.tensor4d(Float32Array.from({ length: 2 * 6 * 6 * 2 }, (_, k) => Math.sin(k)), [2, 6, 6, 2]);
const series = (x: Tensor) => x.as3D(1, 6, 1);

const differentiable: Readonly<Record<string, Op>> = {
  add: (x, y) => tf.add(x, y), sub: (x, y) => tf.sub(x, y), mul: (x, y) => tf.mul(x, y), div: (x, y) => tf.div(x, y), pow: (x) => tf.pow(x, 2), atan2: (x, y) => tf.atan2(x, y), mod: (x, y) => tf.mod(x, y),
  maximum: (x, y) => tf.maximum(x, y), minimum: (x, y) => tf.minimum(x, y), squaredDifference: (x, y) => tf.squaredDifference(x, y), clipByValue: (x) => tf.clipByValue(x, -0.2, 0.2),
  abs: (x) => tf.abs(x), neg: (x) => tf.neg(x), sign: (x) => tf.sign(x), square: (x) => tf.square(x), sqrt: (x) => tf.sqrt(tf.abs(x)), rsqrt: (x) => tf.rsqrt(tf.abs(x)), reciprocal: (x) => tf.reciprocal(x), exp: (x) => tf.exp(x), expm1: (x) => tf.expm1(x),
  log: (x) => tf.log(tf.abs(x)), log1p: (x) => tf.log1p(tf.abs(x)), sin: (x) => tf.sin(x), cos: (x) => tf.cos(x), tanh: (x) => tf.tanh(x), sigmoid: (x) => tf.sigmoid(x), softplus: (x) => tf.softplus(x), erf: (x) => tf.erf(x),
  relu: (x) => tf.relu(x), relu6: (x) => tf.relu6(x), leakyRelu: (x) => tf.leakyRelu(x), prelu: (x) => tf.prelu(x, tf.tensor2d([[0.2, 0.1, 0.3]])), elu: (x) => tf.elu(x), selu: (x) => tf.selu(x), softmax: (x) => tf.softmax(x), logSoftmax: (x) => tf.logSoftmax(x),
  sum: (x) => tf.sum(x, 1), mean: (x) => tf.mean(x, 0), max: (x) => tf.max(x, 1), min: (x) => tf.min(x, 1), prod: (x) => tf.prod(x, 1), norm: (x) => tf.norm(x), logSumExp: (x) => tf.logSumExp(x, 1), moments: (x) => tf.moments(x, 1).variance, cumsum: (x) => tf.cumsum(x, 1),
  concat: (x, y) => tf.concat([x, y], 1), stack: (x, y) => tf.stack([x, y]), unstack: (x) => tf.unstack(x), split: (x) => tf.split(x, 3, 1), slice: (x) => tf.slice(x, [0, 1], [1, 2]), gather: (x) => tf.gather(x, tf.tensor1d([1, 0, 1], "int32")),
  reshape: (x) => tf.reshape(x, [3, 2]), expandDims: (x) => tf.expandDims(x, 1), squeeze: (x) => tf.squeeze(tf.slice(x, [0, 0], [1, 3])), transpose: (x) => tf.transpose(x), reverse: (x) => tf.reverse(x, 1), tile: (x) => tf.tile(x, [2, 1]), broadcastTo: (x) => tf.broadcastTo(x.as3D(1, 2, 3), [2, 2, 3]),
  pad: (x) => tf.pad(x, [[1, 0], [0, 2]]), mirrorPad: (x) => tf.mirrorPad(x, [[1, 0], [0, 1]], "reflect"), where: (x, y) => tf.where(tf.greater(y, 0), x, y), segmentSum: (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 1], "int32"), 3),
  matMul: (x, y) => tf.matMul(x, y, false, true), dot: (x) => tf.dot(x, tf.tensor1d([1, 2, 3])), outerProduct: (x) => tf.outerProduct(x.as1D(), tf.tensor1d([1, 2])), fusedMatMul: (x, y) => tf.fused.matMul({ a: x, b: y, transposeB: true, bias: tf.tensor1d([1, 2]), activation: "relu" }),
  conv1d: (x) => tf.conv1d(series(x), tf.tensor3d([1, 2], [2, 1, 1]), 1, "valid"), huber: (x, y) => tf.losses.huberLoss(y, x), crossentropy: (x, y) => tf.losses.softmaxCrossEntropy(tf.softmax(y), x),
};

const others: Readonly<Record<string, Op>> = {
  round: (x) => tf.round(x), ceil: (x) => tf.ceil(x), floor: (x) => tf.floor(x), floorDiv: (x, y) => tf.floorDiv(x, y), step: (x) => tf.step(x), equal: (x, y) => tf.equal(x, y), less: (x, y) => tf.lessEqual(x, y), notEqual: (x, y) => tf.notEqual(x, y), isNaN: (x) => tf.isNaN(x), isFinite: (x) => tf.isFinite(x),
  logical: (x, y) => tf.logicalOr(tf.logicalAnd(tf.greater(x, 0), tf.greater(y, 0)), tf.logicalNot(tf.less(x, y))), all: (x) => tf.all(tf.greater(x, 0)), any: (x) => tf.any(tf.greater(x, 0)), cast: (x) => [tf.cast(x, "int32"), tf.cast(x, "bool")],
  argMax: (x) => [tf.argMax(x, 1), tf.argMin(x, 1)], topk: (x) => Object.values(tf.topk(x, 2)), oneHot: () => tf.oneHot(whole(), 3), wholeNumbers: () => tf.sum(tf.mul(whole(), tf.add(whole(), 1))), cumprod: (x) => tf.cumprod(x, 1), einsum: (x, y) => tf.einsum("ij,kj->ik", x, y), stridedSlice: (x) => tf.stridedSlice(x, [0, 0], [2, 3], [1, 2]),
  gatherND: (x) => tf.gatherND(x, tf.tensor2d([[0, 1], [1, 2]], [2, 2], "int32")), scatterND: () => tf.scatterND(tf.tensor2d([[0], [2]], [2, 1], "int32"), tf.tensor1d([1, 2]), [4]), fill: () => [tf.fill([2, 2], 3), tf.eye(3), tf.linspace(0, 1, 5), tf.range(0, 5)], likes: (x) => [tf.onesLike(x), tf.zerosLike(x)], bandPart: (x) => tf.linalg.bandPart(tf.matMul(x, x, true), 1, 0),
  conv2d: () => tf.conv2d(image(), tf.ones([3, 3, 2, 4]).as4D(3, 3, 2, 4), 1, "same"), depthwise: () => tf.depthwiseConv2d(image(), tf.ones([3, 3, 2, 1]).as4D(3, 3, 2, 1), 1, "same"), pools: () => [tf.maxPool(image(), 2, 2, "valid"), tf.avgPool(image(), 2, 2, "valid")], batchNorm: () => tf.batchNorm(image(), tf.tensor1d([0, 0.1]), tf.tensor1d([1, 2])),
  resize: () => tf.image.resizeBilinear(image(), [3, 3]), spectrum: (x) => tf.abs(tf.spectral.rfft(x)),
};

const numbersOf = (result: Tensor | Tensor[]) => [result].flat().map((tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: Array.from(tensor.dataSync()) }));

/** Runs a step until it is compiled and compares it with itself. */
function expectSame(step: Op) {
  const tidy: (x: Tensor2D, y: Tensor2D) => Tensor[] = (x, y) => tf.tidy(() => [step(x, y)].flat());
  const compiled = compileStep(tidy);
  for (let k = 0; k < 4; k++) expect(numbersOf(compiled(x(), y()))).toEqual(numbersOf(tidy(x(), y())));
  if (isNative()) expect(compiled.report()[0]!.ops).toBeGreaterThan(0);
  compiled.dispose();
}

/** Ops that the wasm engine does not have, compiled or not. */
const ABSENT = new Set(["segmentSum", "einsum", "spectrum"]);
const ABSENT_GRADIENTS = new Set(["segmentSum", "gather"]);

function check(isAbsent: boolean, step: Op) {
  if (isAbsent && !isNative()) expect(() => step(x(), y())).toThrow("not registered for backend 'wasm'");
  else expectSame(step);
}

describe("a compiled op gives what the eager one gives, to the last bit", () => {
  test.each(Object.entries({ ...differentiable, ...others }))("%s", (name, op) => check(ABSENT.has(name), op));
});

describe("and its gradient", () => {
  test.each(Object.entries(differentiable))("%s", (name, op) => {
    check(ABSENT_GRADIENTS.has(name), (x, y) => tf.grad((z) => tf.addN([op(z.as2D(2, 3), y)].flat().map((tensor) => tf.sum(tf.square(tensor)))))(x));
  });
});
