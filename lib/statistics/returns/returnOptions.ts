/** What the annualised statistics need to know of the returns. */
export type ReturnOptions = {
  /** Bars in a year: 252 for daily bars of a stock, 365 of a crypto currency. */
  readonly periodsPerYear?: number;
  /** Fewest returns from which the number is told. Default 30. */
  readonly fewest?: number;
};
