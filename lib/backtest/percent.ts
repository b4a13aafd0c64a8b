/** A share in words, without the rounding of the multiplication: 0.07 is "7 %". */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(12))} %`;
}
