import { beforeAll, expect, test } from "vitest";
import { startEngine, tf } from "../../tensorflow/index.ts";
import { fromBytes, toBytes } from "./tensorFile.ts";

beforeAll(async () => void (await startEngine()));

const state = { epoch: 3, loss: [0.1, 1 / 3, 5e-324], text: "näher" };
const written = () => Buffer.from(toBytes({ state, tensors: new Map([["a/0", tf.tensor2d([[1, -0], [1e-45, 3]])], ["b", tf.scalar(7, "int32")], ["c", tf.zeros([0, 2])]]) }));

test("values and tensors come back to the last bit", () => {
  const { state: read, tensors } = fromBytes(written());
  expect(read).toEqual(state);
  expect([...tensors].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([["a/0", "float32", [2, 2]], ["b", "int32", []], ["c", "float32", [0, 2]]]);
  expect(tensors.get("a/0")!.dataSync()).toEqual(Float32Array.of(1, -0, 1e-45, 3));
  expect(tensors.get("b")!.dataSync()).toEqual(Int32Array.of(7));
});

test("the bytes are a safetensors file: length, header with offsets, numbers", () => {
  const bytes = written();
  const length = Number(bytes.readBigUInt64LE());
  expect(length % 8).toBe(0);
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  expect(header["a/0"]).toEqual({ dtype: "F32", shape: [2, 2], data_offsets: [0, 16] });
  expect(header.b).toEqual({ dtype: "I32", shape: [], data_offsets: [16, 20] });
  expect(bytes.readFloatLE(8 + length)).toBe(1);
  expect(bytes.readInt32LE(8 + length + 16)).toBe(7);
});

test("a file cut off at any byte is refused", () => {
  const bytes = written();
  for (let length = 0; length < bytes.length; length++) expect(() => fromBytes(bytes.subarray(0, length))).toThrow(/cut off|instead of/);
});

test("a file with any byte changed is refused", () => {
  const bytes = written();
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    // Blanks only fill the header up.
    if (bytes[at] !== 0x20) expect(() => fromBytes(changed)).toThrow();
  }
});
