/** The paper writes windows as real numbers and takes the whole days in them. */
export function wholeDays(days: number): number {
  return Math.floor(days);
}
