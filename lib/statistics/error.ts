/** Misuse of a statistic: columns of other lengths, missing numbers, an option outside its range. */
export class StatisticsError extends Error {
  override readonly name = "StatisticsError";
}
