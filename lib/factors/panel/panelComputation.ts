import { Computation } from "../engine/computation.ts";
import type { Program, SectionStep } from "../engine/program.ts";

/** The assets of a panel that have rows in a piece of time, in the order of their symbols, and at which moments of the piece. */
export type Piece = {
  readonly members: readonly Member[];
  /** Moments of the piece. */
  readonly moments: number;
  /** For moment m, places starts[m] .. starts[m + 1] − 1 of `who` and `rows` say which members have a bar then, and in which of their rows of the piece. */
  readonly starts: Int32Array;
  readonly who: Int32Array;
  readonly rows: Int32Array;
};

/** An asset: its own computation and how many rows of it a piece has. */
export type Member = { readonly symbol: string; readonly computation: Computation; readonly count: number };

/** Number of the group an asset is in, by a grouping. */
export type GroupNumber = (grouping: string, symbol: string) => number;

/**
 * One program for every asset of a panel: each runs its steps by itself up to the next sections, which are computed over all of them.
 * A piece may be one moment or many; its size changes no bit of the values.
 */
export class PanelComputation {
  readonly #program: Program;
  readonly #room: number;
  readonly #groupNumber: GroupNumber;
  readonly #assets = new Map<string, Computation>();
  #inputs: readonly Float64Array[] = [];
  #out = new Float64Array(0);
  #places = new Int32Array(0);
  #buffers: Float64Array[] = [];
  #groups = new Int32Array(0);

  /** `room`: how many rows of an asset a piece can have. */
  constructor(program: Program, room: number, groupNumber: GroupNumber) {
    this.#program = program;
    this.#room = room;
    this.#groupNumber = groupNumber;
  }

  /** The asset's computation; begun when first asked for. */
  asset(symbol: string): Computation {
    const computation = this.#assets.get(symbol) ?? new Computation(this.#program, this.#room);
    this.#assets.set(symbol, computation);
    return computation;
  }

  /** Computes a piece whose sources are written at the cursors. */
  run(piece: Piece): void {
    for (const { computation } of piece.members) computation.begin();
    let first = 0;
    for (const { end, sections } of this.#program.stages) {
      for (const { computation, count } of piece.members) computation.runSteps(first, end, count);
      for (const section of sections) this.#evaluate(section, piece);
      first = end;
    }
    for (const { computation, count } of piece.members) computation.end(count);
  }

  #evaluate({ grouping, inputs, kernel, output }: SectionStep, { members, moments, rows, starts, who }: Piece): void {
    this.#makeRoom(members.length, inputs.length);
    const sources = members.map(({ computation }) => inputs.map((place) => computation.buffer(place)));
    const targets = members.map(({ computation }) => computation.buffer(output));
    const numbers = members.map(({ symbol }) => (grouping === undefined ? 0 : this.#groupNumber(grouping, symbol)));
    for (let m = 0; m < moments; m++) {
      let count = 0;
      for (let i = starts[m]!; i < starts[m + 1]!; i++) {
        const member = who[i]!;
        const at = members[member]!.computation.cursor + rows[i]!;
        const columns = sources[member]!;
        let known = true;
        for (let k = 0; k < columns.length; k++) {
          const value = columns[k]![at]!;
          this.#inputs[k]![count] = value;
          if (Number.isNaN(value)) known = false;
        }
        targets[member]![at] = Number.NaN;
        if (!known) continue;
        this.#places[count] = at;
        this.#buffers[count] = targets[member]!;
        this.#groups[count] = numbers[member]!;
        count++;
      }
      if (count === 0) continue;
      kernel(this.#inputs, this.#out, count, this.#groups);
      for (let i = 0; i < count; i++) this.#buffers[i]![this.#places[i]!] = this.#out[i]!;
    }
  }

  #makeRoom(members: number, inputs: number): void {
    if (this.#out.length < members) {
      this.#out = new Float64Array(members);
      this.#places = new Int32Array(members);
      this.#groups = new Int32Array(members);
      this.#inputs = [];
    }
    while (this.#inputs.length < inputs) this.#inputs = [...this.#inputs, new Float64Array(this.#out.length)];
  }
}
