import type { Kernel } from "./line.ts";
import type { Program, ProgramSource, Step } from "./program.ts";

/** Rows of one chunk without a gap: from .. to−1, of which the first has `seen` gap-free rows before it. */
type Stretch = { readonly from: number; readonly to: number; readonly seen: number };

/** The columns that share their gaps, and how many rows since the last one. */
type Group = { readonly members: readonly Float64Array[]; seen: number; before: number };

type Running = { readonly step: Step; readonly kernel: Kernel; readonly outputs: readonly Float64Array[]; readonly registers: Float64Array; readonly group: Group };

/**
 * A program that runs. Each line has a buffer of the same shape: rows that came before, then room for the next ones.
 * Write rows of the sources at `cursor`, call `run`, read the results there, call `advance`. The size of the pieces changes no bit of the values.
 */
export class Computation {
  /** Where the next row goes, in every buffer. */
  cursor: number;
  readonly #buffers: readonly Float64Array[];
  readonly #registers: Float64Array;
  readonly #saved: Float64Array;
  readonly #groups = new Map<string, Group>();
  readonly #running: readonly Running[];
  readonly #history: number;
  readonly #program: Program;

  /** `room`: how many rows can be run at once. */
  constructor(program: Program, room: number) {
    this.#program = program;
    this.#history = program.lookbacks.reduce((most, rows) => Math.max(most, rows), 0);
    this.#buffers = program.lookbacks.map(() => new Float64Array(this.#history + room));
    this.cursor = this.#history;
    this.#registers = new Float64Array(program.steps.reduce((sum, { registers }) => sum + registers, 0));
    this.#saved = new Float64Array(this.#registers.length);
    for (const { group } of program.sources) this.#groupOf(group, program.sources);
    let at = 0;
    this.#running = program.steps.map((step) => {
      const registers = this.#registers.subarray(at, (at += step.registers));
      const outputs = step.outputs.map((place) => this.#buffers[place]!);
      return { step, outputs, registers, group: this.#groups.get(step.group)!, kernel: step.start(step.inputs.map((place) => this.#buffers[place]!), outputs, registers) };
    });
  }

  get sources(): readonly ProgramSource[] {
    return this.#program.sources;
  }

  buffer(place: number): Float64Array {
    return this.#buffers[place]!;
  }

  /** Makes room for so many rows, by moving what kernels look back at to the front. */
  reserve(rows: number): void {
    if (this.cursor + rows <= this.#buffers[0]!.length) return;
    for (const [place, lookback] of this.#program.lookbacks.entries()) {
      if (lookback > 0) this.#buffers[place]!.copyWithin(this.#history - lookback, this.cursor - lookback, this.cursor);
    }
    this.cursor = this.#history;
  }

  /** Computes so many rows from the cursor on. */
  run(rows: number): void {
    this.begin();
    this.runSteps(0, this.#running.length, rows);
    this.end(rows);
  }

  /** Before the steps are run in parts. */
  begin(): void {
    for (const group of this.#groups.values()) group.before = group.seen;
  }

  /** Some of the steps, for rows from the cursor on. */
  runSteps(first: number, end: number, rows: number): void {
    const from = this.cursor;
    const to = from + rows;
    for (let k = first; k < end; k++) {
      const { group, kernel, outputs, registers, step } = this.#running[k]!;
      if (group.members.length === 0) runStretch(step, kernel, outputs, from, to, group.seen);
      else for (const stretch of stretches(group, from, to)) runWithGaps(step, kernel, outputs, registers, stretch);
    }
  }

  /** After the last of the steps. */
  end(rows: number): void {
    for (const group of this.#groups.values()) group.seen = seenAfter(group, this.cursor, this.cursor + rows);
  }

  /** Goes behind the rows that were run. */
  advance(rows: number): void {
    this.cursor += rows;
  }

  /** Remembers the state before the next row, for `restore`. */
  save(): void {
    this.#saved.set(this.#registers);
  }

  /** Takes the last row back: it was the only one since `save`. */
  restore(): void {
    this.#registers.set(this.#saved);
    for (const group of this.#groups.values()) group.seen = group.before;
    this.cursor--;
  }

  #groupOf(names: readonly string[], sources: readonly ProgramSource[]): void {
    const key = names.join("+");
    if (this.#groups.has(key)) return;
    const members = names.map((name) => sources.find((source) => source.name === name && source.group.join("+") === key)).flatMap((source) => (source ? [this.#buffers[source.place]!] : []));
    this.#groups.set(key, { members, seen: 0, before: 0 });
  }
}

/** Runs a kernel where its inputs have values, and marks what comes before the first value of each output. */
function runStretch({ first, warmUps }: Step, kernel: Kernel, outputs: readonly Float64Array[], from: number, to: number, seen: number): void {
  const start = seen >= first ? from : Math.min(to, from + first - seen);
  if (start < to) kernel(start, to, seen + (start - from) - first);
  for (let k = 0; k < outputs.length; k++) {
    const known = warmUps[k]! - seen;
    if (known > 0) outputs[k]!.fill(Number.NaN, from, Math.min(to, from + known));
  }
}

function runWithGaps(step: Step, kernel: Kernel, outputs: readonly Float64Array[], registers: Float64Array, { from, to, seen }: Stretch): void {
  if (seen < 0) {
    for (const output of outputs) output.fill(Number.NaN, from, to);
    return;
  }
  if (seen === 0) registers.fill(0);
  runStretch(step, kernel, outputs, from, to, seen);
}

/** The chunk in pieces: gap-free ones with the rows seen before, and gaps with −1. */
function stretches({ members, seen: before }: Group, from: number, to: number): readonly Stretch[] {
  const pieces: Stretch[] = [];
  let start = from;
  let seen = isGap(members, from) ? -1 : before;
  for (let t = from + 1; t < to; t++) {
    const gap = isGap(members, t);
    if (gap === seen < 0) continue;
    pieces.push({ from: start, to: t, seen });
    start = t;
    seen = gap ? -1 : 0;
  }
  pieces.push({ from: start, to, seen });
  return pieces;
}

function seenAfter({ members, seen }: Group, from: number, to: number): number {
  if (members.length === 0) return seen + (to - from);
  let rows = 0;
  while (rows < to - from && !isGap(members, to - 1 - rows)) rows++;
  return rows === to - from ? seen + rows : rows;
}

function isGap(members: readonly Float64Array[], t: number): boolean {
  for (let k = 0; k < members.length; k++) if (Number.isNaN(members[k]![t]!)) return true;
  return false;
}
