import { InvalidArgumentError } from "commander";

const MOST = 10_000;

/** Values of an axis: "5:50:5" is 5, 10, … 50; "5,10,20" names them. */
export function valuesOf(text: string): readonly number[] {
  const [from, to, step, ...more] = text.split(":").map(numberOf);
  if (to === undefined) return text.split(",").map(numberOf);
  if (step === undefined || more.length > 0 || !(step > 0) || to < from!) throw new InvalidArgumentError("Give first:last:step, such as 5:50:5, or values with commas between.");
  const count = Math.floor((to - from!) / step + 1e-9) + 1;
  if (count > MOST) throw new InvalidArgumentError(`These are ${count} values; give at most ${MOST}.`);
  // 0.1 + 2·0.1 is to be 0.3.
  return Array.from({ length: count }, (_, k) => Number((from! + k * step).toPrecision(12)));
}

function numberOf(text: string, _index: number, parts: readonly string[]): number {
  if (parts.length === 1 && text.includes(",")) return Number.NaN;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is no number; give first:last:step, such as 5:50:5, or values with commas between.`);
  return value;
}
