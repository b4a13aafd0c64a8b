import { classCounts, type Confusion } from "./confusion.ts";
import { notAvailable, type Measure } from "../measure.ts";

/**
 * Matthews correlation coefficient of K classes: (c·s − Σ pₖ·tₖ)/√((s² − Σ pₖ²)·(s² − Σ tₖ²)), c rows right of s, tₖ of class k, pₖ foretold to be. Gorodkin 2004.
 * in: confusion matrix  out: −1..1, 0 as good as chance, whatever the shares of the classes; N/A if one class is all there is, or all that is foretold
 */
export function matthews(confusion: Confusion): Measure {
  const s = confusion.count;
  let [c, pt, pp, tt] = [0, 0, 0, 0];
  for (let k = 0; k < confusion.classes; k++) {
    const { actual, foretold, right } = classCounts(confusion, k);
    c += right;
    pt += foretold * actual;
    pp += foretold * foretold;
    tt += actual * actual;
  }
  if (s * s === tt) return notAvailable("all rows are of one class");
  if (s * s === pp) return notAvailable("one class alone is foretold");
  return (c * s - pt) / Math.sqrt((s * s - pp) * (s * s - tt));
}
