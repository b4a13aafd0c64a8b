import type { RecordedOp, Recording, Source } from "./recording.ts";

/**
 * The same recording without reshapes that lead back to the shape before them, and without ops that nothing needs: TensorFlow.js brings
 * every product to three axes and back. Each op costs a call of TensorFlow, as much as a small layer.
 */
export function withoutIdleReshapes(recording: Recording): Recording {
  const now = new Map<RecordedOp, Source | RecordedOp>();
  const current = (source: Source): Source => {
    if (source.kind !== "op") return source;
    const found = now.get(source.op)!;
    return "kind" in found ? found : { kind: "op", op: found, output: source.output };
  };
  for (const op of recording.ops) {
    const [first, ...others] = op.inputs.map(current);
    if (op.name !== "Reshape" || !first) {
      now.set(op, { ...op, inputs: op.inputs.map(current) });
      continue;
    }
    // Of two reshapes in a row the second alone counts.
    const before = first.kind === "op" && first.op.name === "Reshape" ? first.op.inputs[0]! : first;
    const idle = sameShape(shapeOf(recording, before), op.shapes[0]!);
    now.set(op, idle ? before : { ...op, inputs: [before, ...others] });
  }
  const outputs = recording.outputs.map(current);
  const assigned = recording.assigned.map(({ source, variable }) => ({ variable, source: current(source) }));
  return { inputs: recording.inputs, outputs, assigned, ops: neededOps([...now.values()], [...outputs, ...assigned.map(({ source }) => source)]) };
}

/** The ops that lead to some sources. From the last to the first, not by recursion: a step may be a chain of many thousand. */
function neededOps(ops: readonly (Source | RecordedOp)[], sources: readonly Source[]): RecordedOp[] {
  const needed = new Set<RecordedOp>();
  const need = (source: Source) => void (source.kind === "op" && needed.add(source.op));
  sources.forEach(need);
  for (const op of ops.toReversed()) if (!("kind" in op) && needed.has(op)) op.inputs.forEach(need);
  return [...needed].sort((a, b) => a.index - b.index);
}

function shapeOf({ inputs }: Recording, source: Source): readonly number[] {
  switch (source.kind) {
    case "input": return inputs[source.index]!.shape;
    case "variable": return source.variable.shape;
    case "captured": return source.tensor.shape;
    case "constant": return source.shape;
    case "op": return source.op.shapes[source.output]!;
  }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
