import { notAvailable, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";
import { checkSamples } from "../samples.ts";

/** Pearson correlation, Σ(x−x̄)(y−ȳ)/√(Σ(x−x̄)²·Σ(y−ȳ)²). in: x, y [N]  out: −1..1; N/A if either does not vary */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): Measure {
  checkSamples("correlation", { x, y });
  const centreX = mean(x);
  const centreY = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let xVaries = false;
  let yVaries = false;
  for (let t = 0; t < x.length; t++) {
    const dx = x[t]! - centreX;
    const dy = y[t]! - centreY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
    xVaries ||= x[t] !== x[0];
    yVaries ||= y[t] !== y[0];
  }
  if (!xVaries || !yVaries) return notAvailable("one of the two series does not vary");
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}
