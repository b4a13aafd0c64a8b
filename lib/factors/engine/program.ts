import { firstRow, sourceLine, type Kernel, type Line, type Node, type Section } from "./line.ts";

/** One call of a kernel. Places are numbers of buffers. */
export type Step = {
  readonly key: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** First row of a stretch that the kernel sees. */
  readonly first: number;
  /** First row with a value, for each output. */
  readonly warmUps: readonly number[];
  readonly registers: number;
  readonly start: (inputs: readonly Float64Array[], outputs: readonly Float64Array[], registers: Float64Array) => Kernel;
  /** Columns whose gaps begin a new stretch. */
  readonly group: string;
};

export type ProgramSource = { readonly name: string; readonly place: number; readonly group: readonly string[] };

/** One section over all assets. Places are numbers of buffers, the same for every asset. */
export type SectionStep = Section & { readonly key: string; readonly inputs: readonly number[]; readonly output: number };

/** Steps up to `end`, that each asset does by itself, then sections over all of them. */
export type Stage = { readonly end: number; readonly sections: readonly SectionStep[] };

/** What to compute, in order, every node once. */
export type Program = {
  readonly sources: readonly ProgramSource[];
  readonly steps: readonly Step[];
  /** One, without sections, for a single asset. */
  readonly stages: readonly Stage[];
  /** Rows before the present one that are read, by place. */
  readonly lookbacks: readonly number[];
  /** Places of the lines that were asked for, in their order. */
  readonly results: readonly number[];
};

/** Lanes are computed this many at once if they say nothing else: as many chains as a processor follows side by side. */
const LANES = 4;

/** Orders the nodes behind the lines so that each comes after what it reads, and joins nodes that can be computed in one pass. */
export function compile(lines: readonly Line[]): Program {
  const nodes = inOrder(lines);
  const places = new Map<string, number>();
  const lookbacks: number[] = [];
  const sources: ProgramSource[] = [];
  const groups = new Map<string, string>();
  for (const node of nodes) {
    for (let output = 0; output < node.delays.length; output++) {
      places.set(`${node.key}.${output}`, lookbacks.length);
      lookbacks.push(node.lookback);
    }
    for (const line of node.inputs) {
      const place = placeOf(places, line);
      lookbacks[place] = Math.max(lookbacks[place]!, node.lookback);
    }
    groups.set(node.key, node.source ? node.source.group.join("+") : (groups.get(node.inputs[0]!.node.key) ?? ""));
    if (node.source) sources.push({ ...node.source, place: placeOf(places, { node, output: 0 }) });
  }
  const stageOf = stagesOf(nodes);
  const steps: Step[] = [];
  const stages: Stage[] = [];
  for (let stage = 0; stage <= Math.max(0, ...stageOf.values()); stage++) {
    const here = nodes.filter((node) => node.source === undefined && stageOf.get(node.key) === stage);
    steps.push(...packs(here.filter(({ section }) => section === undefined)).map((pack) => stepOf(pack, places, groups.get(pack[0]!.key) ?? "")));
    const sections = here.flatMap((node) => (node.section ? [{ ...node.section, key: node.key, inputs: node.inputs.map((line) => placeOf(places, line)), output: placeOf(places, { node, output: 0 }) }] : []));
    stages.push({ end: steps.length, sections });
  }
  return { sources, steps, stages, lookbacks, results: lines.map((line) => placeOf(places, line)) };
}

/** How many sections a node has to wait for, one after the other. */
function stagesOf(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const stages = new Map<string, number>();
  for (const { inputs, key } of nodes) stages.set(key, inputs.reduce((most, { node }) => Math.max(most, stages.get(node.key)! + (node.section ? 1 : 0)), 0));
  return stages;
}

function placeOf(places: ReadonlyMap<string, number>, { node, output }: Pick<Line, "node" | "output">): number {
  return places.get(`${node.key}.${output}`)!;
}

/** Every node once, what it reads before it. */
function inOrder(lines: readonly Line[]): readonly Node[] {
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    if (found.has(node.key)) return;
    for (const input of node.inputs) visit(input.node);
    found.set(node.key, node);
    // A gap in a column of the group counts also where only its neighbours are read.
    for (const name of node.source?.group ?? []) visit(sourceLine(name, node.source!.group).node);
  };
  for (const { node } of lines) visit(node);
  return [...found.values()];
}

/** Nodes that share a pass stand together, at the place of the first; nothing between them can depend on them but comes later anyway. */
function packs(nodes: readonly Node[]): readonly (readonly Node[])[] {
  const all: Node[][] = [];
  const open = new Map<string, Node[]>();
  for (const node of nodes) {
    const kind = node.lanes && `${node.lanes.kind}(${node.inputs.map(({ key }) => key).join(", ")})`;
    const pack = kind === undefined ? undefined : open.get(kind);
    if (pack && pack.length < (node.lanes?.most ?? LANES)) {
      pack.push(node);
      continue;
    }
    const fresh = [node];
    all.push(fresh);
    if (kind !== undefined) open.set(kind, fresh);
  }
  return all;
}

function stepOf(pack: readonly Node[], places: ReadonlyMap<string, number>, group: string): Step {
  const [node] = pack;
  const { lanes } = node!;
  return {
    key: pack.map(({ key }) => key).join(" | "),
    inputs: node!.inputs.map((line) => placeOf(places, line)),
    outputs: pack.flatMap((each) => each.delays.map((_, output) => placeOf(places, { node: each, output }))),
    first: firstRow(node!),
    warmUps: pack.flatMap((each) => each.delays.map((delay) => firstRow(each) + delay)),
    registers: pack.reduce((sum, { registers }) => sum + registers, 0),
    start: lanes && pack.length > 1 ? (inputs, outputs, registers) => lanes.start(pack.map((each) => each.lanes!.parameters), inputs, outputs, registers) : node!.start,
    group,
  };
}
