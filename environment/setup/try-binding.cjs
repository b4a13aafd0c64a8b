// Loads a TensorFlow binding, multiplies two matrices with it and prints what it is. Run in a process of its own, which may crash.
const binding = require(process.argv[2]);

const type = { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
const flag = (name) => ({ name, type: binding.TF_ATTR_BOOL, value: false });
const left = binding.createTensor([2, 2], binding.TF_FLOAT, new Float32Array([1, 2, 3, 4]));
const right = binding.createTensor([2, 2], binding.TF_FLOAT, new Float32Array([5, 6, 7, 8]));
const [product] = binding.executeOp("MatMul", [flag("transpose_a"), flag("transpose_b"), type], [left, right], 1);
const values = [...binding.tensorDataSync(product.id)];
if (values.join() !== "19,22,43,50") throw new Error(`Error: the product of two matrices is ${values}`);
console.log(JSON.stringify({ version: binding.TF_Version, gpu: binding.isUsingGpuDevice(), nativeOps: binding.marketbookOps === true }));
