/**
 * Computes rows from .. to−1 of its outputs from its inputs; `seen` rows came before in this stretch of gap-free rows.
 * All arrays have the same rows at the same places: `x[t - 1]` is the row before, as far back as the node's lookback says and `seen` reaches.
 */
export type Kernel = (from: number, to: number, seen: number) => void;

/** Float64Arrays in place of lines or delays, one each. */
export type ArraysOf<List extends readonly unknown[]> = { readonly [K in keyof List]: Float64Array };

/** Several nodes of one kind on the same inputs, computed in one pass. `start` gets the parameters and outputs of all, and their registers in a row. */
export type Lanes = {
  readonly kind: string;
  /** How many at once, if not four. */
  readonly most?: number;
  readonly parameters: readonly number[];
  readonly start: (parameters: readonly (readonly number[])[], inputs: readonly Float64Array[], outputs: readonly Float64Array[], registers: Float64Array) => Kernel;
};

/** One step of a computation. Nodes with the same key do the same and are computed once. */
export type Node = {
  readonly key: string;
  readonly inputs: readonly Line[];
  /** For each output the rows between the first input and the first value. */
  readonly delays: readonly number[];
  /** How many rows before the present one the kernel reads, in inputs and outputs. */
  readonly lookback: number;
  /** How many numbers it keeps from row to row. */
  readonly registers: number;
  readonly start: (inputs: readonly Float64Array[], outputs: readonly Float64Array[], registers: Float64Array) => Kernel;
  readonly lanes?: Lanes | undefined;
  /** A column that is given, not computed. */
  readonly source?: Source;
  /** Set where all assets are looked at together, moment by moment. There is no kernel then. */
  readonly section?: Section;
};

/**
 * Computes one moment over all assets that have a bar then with values in every input: `inputs[k][i]` of asset i < count into `out[i]`.
 * `groups[i]` is the number of the asset's group in the section's grouping.
 */
export type SectionKernel = (inputs: readonly Float64Array[], out: Float64Array, count: number, groups: Int32Array) => void;

/** What a section computes, and by which grouping of the assets. */
export type Section = { readonly grouping?: string | undefined; readonly kernel: SectionKernel };

/** A given column, and the columns whose missing values are gaps of everything computed from it. */
export type Source = { readonly name: string; readonly group: readonly string[] };

/** A column that is described and not computed yet: an output of a node, with the rows that are NaN before its first value. */
export type Line = { readonly key: string; readonly node: Node; readonly output: number; readonly warmUp: number };

export type OperatorOptions<Inputs extends readonly Line[], Delays extends readonly number[]> = {
  /** One for each output: rows between the first row with all inputs and the first value. What the kernel writes there is overwritten with NaN. */
  readonly delays: Delays;
  readonly lookback?: number;
  /**
   * State: numbers that are 0 before the first row and are put back when the last row is replaced.
   * Anything else a kernel keeps must come out the same when the last row is computed again.
   */
  readonly registers?: number;
  readonly start: (inputs: ArraysOf<Inputs>, outputs: ArraysOf<Delays>, registers: Float64Array) => Kernel;
  readonly lanes?: Lanes;
};

/** Lines made by a kernel. Name and parameters say all that the kernel depends on besides its inputs. */
export function operators<const Inputs extends readonly Line[], const Delays extends readonly number[]>(
  name: string, inputs: Inputs, parameters: readonly number[], { delays, lookback = 0, registers = 0, start, lanes }: OperatorOptions<Inputs, Delays>,
): { readonly [K in keyof Delays]: Line } {
  const key = `${[name, ...parameters].join(" ")}(${inputs.map((line) => line.key).join(", ")})`;
  const first = inputs.reduce((most, { warmUp }) => Math.max(most, warmUp), 0);
  const node: Node = { key, inputs, delays, lookback, registers, start: start as Node["start"], lanes };
  return delays.map((delay, output) => ({ key: delays.length === 1 ? key : `${key}.${output}`, node, output, warmUp: first + delay })) as { readonly [K in keyof Delays]: Line };
}

/** One line made by a kernel. */
export function operator<const Inputs extends readonly Line[]>(
  name: string, inputs: Inputs, parameters: readonly number[], { delay = 0, ...options }: Omit<OperatorOptions<Inputs, readonly [number]>, "delays"> & { readonly delay?: number },
): Line {
  return operators(name, inputs, parameters, { ...options, delays: [delay] as const })[0];
}

/** The line of a given column. A missing value in any column of the group is a gap. */
export function sourceLine(name: string, group: readonly string[]): Line {
  const key = group.length === 0 ? name : `${name} of ${group.join("+")}`;
  const node: Node = { key, inputs: [], delays: [0], lookback: 0, registers: 0, start: () => () => {}, source: { name, group } };
  return { key, node, output: 0, warmUp: 0 };
}

/** Rows that pass before the first row in which all inputs of a node have values. */
export function firstRow({ inputs }: Node): number {
  return inputs.reduce((most, { warmUp }) => Math.max(most, warmUp), 0);
}
