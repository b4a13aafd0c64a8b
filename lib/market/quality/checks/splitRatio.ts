/** New shares for an old one in usual splits; their inverses are reverse splits. */
const SPLIT_RATIOS = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 50];
/** A split shows in the night, so the open against the close before it is within this of the ratio. */
const TOLERANCE = 0.04;

/** New shares for an old one, when a price before over a price after lies at a usual ratio; undefined when at none. */
export function suspectedRatio(jump: number): number | undefined {
  if (jump > 0.7 && jump < 1.43) return undefined;
  const near = (wanted: number): boolean => Math.abs(jump / wanted - 1) < TOLERANCE;
  const reverse = SPLIT_RATIOS.find((wanted) => near(1 / wanted));
  return SPLIT_RATIOS.find(near) ?? (reverse === undefined ? undefined : 1 / reverse);
}

/** 4:1, 3:2, 1:10. */
export function ratioText(ratio: number): string {
  if (ratio === 1.5) return "3:2";
  if (ratio === 1 / 1.5) return "2:3";
  return ratio > 1 ? `${Number(ratio.toPrecision(6))}:1` : `1:${Number((1 / ratio).toPrecision(6))}`;
}
