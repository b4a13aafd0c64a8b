import { operators, type Line } from "../engine/line.ts";

/** Greatest value of the last `period`, and how many rows ago it was: 0 for now, the newest of equals. */
export function highestAndAge(x: Line, period: number): readonly [value: Line, age: Line] {
  return withAge("highestAndAge", x, period, 1);
}

/** Least value of the last `period`, and how many rows ago it was. */
export function lowestAndAge(x: Line, period: number): readonly [value: Line, age: Line] {
  return withAge("lowestAndAge", x, period, -1);
}

/** Blocks as in extremes.ts, with places beside the values. */
function withAge(name: string, x: Line, period: number, sign: 1 | -1): readonly [value: Line, age: Line] {
  return operators(name, [x], [period], {
    delays: [period - 1, period - 1] as const,
    lookback: period,
    registers: 2,
    start: ([x], [value, age], registers) => {
      const tail = new Float64Array(period + 1).fill(-sign * Infinity);
      const places = new Int32Array(period + 1);
      const fillPlaces = sign === 1 ? greatestPlaces : leastPlaces;
      const run = sign === 1 ? runGreatestAge : runLeastAge;
      return (from, to, seen) => {
        for (let t = from; t < to; ) {
          const place = (seen + t - from) % period;
          if (place === 0) {
            registers[0] = -sign * Infinity;
            registers[1] = 0;
            if (seen + t - from > 0) fillPlaces(x, tail, places, t - period, period);
          }
          const end = Math.min(to, t + period - place);
          run(x, value, age, tail, places, t, end, place, period, registers);
          t = end;
        }
      };
    },
  });
}

function greatestPlaces(x: Float64Array, tail: Float64Array, places: Int32Array, start: number, period: number): void {
  let best = -Infinity;
  let place = 0;
  for (let k = period - 1; k > 0; k--) {
    if (x[start + k]! > best) {
      best = x[start + k]!;
      place = k;
    }
    tail[k] = best;
    places[k] = place;
  }
}

function leastPlaces(x: Float64Array, tail: Float64Array, places: Int32Array, start: number, period: number): void {
  let best = Infinity;
  let place = 0;
  for (let k = period - 1; k > 0; k--) {
    if (x[start + k]! < best) {
      best = x[start + k]!;
      place = k;
    }
    tail[k] = best;
    places[k] = place;
  }
}

function runGreatestAge(x: Float64Array, value: Float64Array, age: Float64Array, tail: Float64Array, places: Int32Array, from: number, to: number, place: number, period: number, registers: Float64Array): void {
  let head = registers[0]!;
  let headPlace = registers[1]! | 0;
  for (let t = from, k = place; t < to; t++, k++) {
    if (x[t]! >= head) {
      head = x[t]!;
      headPlace = k;
    }
    const isBehind = tail[k + 1]! > head;
    value[t] = isBehind ? tail[k + 1]! : head;
    age[t] = k - (isBehind ? places[k + 1]! - period : headPlace);
  }
  registers[0] = head;
  registers[1] = headPlace;
}

function runLeastAge(x: Float64Array, value: Float64Array, age: Float64Array, tail: Float64Array, places: Int32Array, from: number, to: number, place: number, period: number, registers: Float64Array): void {
  let head = registers[0]!;
  let headPlace = registers[1]! | 0;
  for (let t = from, k = place; t < to; t++, k++) {
    if (x[t]! <= head) {
      head = x[t]!;
      headPlace = k;
    }
    const isBehind = tail[k + 1]! < head;
    value[t] = isBehind ? tail[k + 1]! : head;
    age[t] = k - (isBehind ? places[k + 1]! - period : headPlace);
  }
  registers[0] = head;
  registers[1] = headPlace;
}
