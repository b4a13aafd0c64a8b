/** The variants that were tried before this one was chosen, this one among them. */
export type CountedTrials = { readonly count: number; /** Variance of their annualised Sharpe ratios. */ readonly varianceOfSharpes: number };
