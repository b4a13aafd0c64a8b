import { BacktestError } from "../error.ts";

export type MarginOptions = {
  /** Worth of all positions ÷ equity that an order may lead to. Default 1: no borrowed money. */
  readonly leverage?: number;
  /** Equity ÷ worth of all positions below which everything is closed. Default: half of 1 ÷ leverage, and none without leverage. */
  readonly maintenance?: number;
};

export type Margin = Required<MarginOptions>;

/** Margin rules with their defaults. Reg T, 12 CFR 220.12 and FINRA 4210, is leverage 2, maintenance 0.25. */
export function marginOf({ leverage = 1, maintenance = leverage > 1 ? 0.5 / leverage : 0 }: MarginOptions = {}): Margin {
  if (!(leverage > 0 && Number.isFinite(leverage))) throw new BacktestError(`margin: leverage must be a number above 0, got ${leverage}; 1 trades with one's own money alone`);
  if (!(maintenance >= 0 && maintenance * leverage < 1)) throw new BacktestError(`margin: maintenance must be a share from 0, below 1 ÷ leverage (${1 / leverage}), got ${maintenance}; a position could not be opened without being closed at once`);
  return { leverage, maintenance };
}

/** Whether positions worth `gross` may be held with an equity; rounding is not refused. */
export function isCovered({ leverage }: Margin, gross: number, equity: number): boolean {
  return gross <= leverage * equity + 1e-9 * Math.abs(gross);
}
