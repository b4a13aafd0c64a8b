import type { Tensor, TensorInfo, Variable } from "@tensorflow/tfjs";
import { tensorflowType } from "../tensorflowType.ts";
import type { GraphBackend, OpOutput } from "./backend.ts";
import { refuseDisposed } from "./disposed.ts";
import { typedValues, type Constant, type Recording, type Source } from "./recording.ts";

/** A call of a function costs as much as about so many ops, 5 µs each. */
const MOST_OPS = 10;

/** Whether a recording is better run op by op: a forecast of one window, say. It assigns nothing and returns what its ops made, each once. */
export function isShort({ assigned, ops, outputs }: Recording): boolean {
  const made = new Set(outputs.map((source) => (source.kind === "op" ? `${source.op.index}/${source.output}` : "")));
  return ops.length <= MOST_OPS && assigned.length === 0 && made.size === outputs.length && !made.has("");
}

/** Sends the recorded ops to TensorFlow one by one, without TensorFlow.js's kernels and tape around them. */
export function opReplay(name: string, backend: GraphBackend, recording: Recording): { run(inputs: readonly Tensor[]): Tensor[]; remove(): void } {
  const { binding } = backend;
  const variables: Variable[] = [];
  const captured: TensorInfo[] = [];
  const constants: Constant[] = [];
  const place = (source: Source): Place => {
    switch (source.kind) {
      case "input": return { of: "given", index: source.index };
      case "variable": return { of: "variables", index: indexIn(variables, source.variable) };
      case "captured": return { of: "captured", index: indexIn(captured, source.tensor, ({ dataId }) => dataId === source.tensor.dataId) };
      case "constant": return { of: "constants", index: indexIn(constants, source) };
      case "op": return { of: "made", index: firstOutputs.get(source.op)! + source.output };
    }
  };
  let count = 0;
  const firstOutputs = new Map(recording.ops.map((op) => [op, (count += op.shapes.length) - op.shapes.length]));
  const plan = recording.ops.map(({ attributes, inputs, name: op, shapes }) => ({ attributes, op, outputs: shapes.length, inputs: inputs.map(place) }));
  const results = recording.outputs.map((source) => place(source).index);
  const constantIds = constants.map((constant) => binding.createTensor(constant.shape, tensorflowType(constant.dtype), typedValues(constant)));

  return {
    run: (inputs) => {
      refuseDisposed(name, backend, variables, captured);
      const ids = { given: backend.getInputTensorIds(inputs), variables: backend.getInputTensorIds(variables), captured: backend.getInputTensorIds(captured), constants: constantIds };
      const made: OpOutput[] = [];
      let done = false;
      try {
        for (const step of plan) {
          const from = step.inputs.map(({ index, of }) => (of === "made" ? made[index]!.id : ids[of][index]!));
          made.push(...binding.executeOp(step.op, step.attributes, from, step.outputs));
        }
        done = true;
      } finally {
        made.forEach(({ id }, k) => {
          if (!done || !results.includes(k)) binding.deleteTensor(id);
        });
      }
      return results.map((k) => backend.createOutputTensor(made[k]!));
    },
    remove: () => constantIds.splice(0).forEach((id) => binding.deleteTensor(id)),
  };
}

/** Where an op's input lies when the step runs. */
type Place = { readonly of: "given" | "variables" | "captured" | "constants" | "made"; readonly index: number };

/** The item's place in the list, at whose end it is put if it is not there. */
function indexIn<T>(list: T[], item: T, same: (other: T) => boolean = (other) => other === item): number {
  const at = list.findIndex(same);
  return at >= 0 ? at : list.push(item) - 1;
}
