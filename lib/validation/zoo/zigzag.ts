import { specimen } from "./specimen.ts";

const TURN = 0.05;

/** Direction of the leg, +1 or −1, painted from the extreme on or from the row where a move of 5 % confirmed it. */
function legs(close: Float64Array, fromExtreme: boolean): Float64Array {
  const out = new Float64Array(close.length);
  let [direction, extreme] = [1, 0];
  for (let row = 0; row < close.length; row++) {
    if (direction * (close[row]! - close[extreme]!) >= 0) extreme = row;
    out[row] = direction;
    if (direction * Math.log(close[extreme]! / close[row]!) < TURN) continue;
    direction = -direction;
    out.fill(direction, fromExtreme ? extreme + 1 : row, row + 1);
    extreme = row;
  }
  return out;
}

/** The zigzag line as it is drawn: its leg turns at the extreme, long before anybody knew that it was one. */
export const zigzag = specimen({
  name: "zigzag",
  says: "The leg turns at the extreme itself; that it was one is known only after a move of 5 %.",
  leaky: ({ close }) => legs(close, true),
  clean: ({ close }) => legs(close, false),
});
