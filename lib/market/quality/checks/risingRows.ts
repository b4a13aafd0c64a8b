import { isCloseTime } from "../../barTime.ts";

/** Rows whose times rise: each later than all before it that can be one. in: closeTime [T]  out: [≤ T] */
export function risingRows(closeTime: Float64Array): Int32Array {
  const rows = new Int32Array(closeTime.length);
  let [count, latest] = [0, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (!(time > latest && isCloseTime(time))) continue;
    rows[count++] = row;
    latest = time;
  }
  return rows.subarray(0, count);
}
