import { BacktestError } from "../error.ts";

/** What the broker takes for a fill: basis points of its value and money a unit, at least a minimum. */
export type Commission = { readonly bps?: number; readonly perShare?: number; readonly minimum?: number };

/**
 * What is lost to the market's move while an order is filled, as money a unit of price p. A price itself is never changed.
 * fixed: bps of p. volatility: a share of the range of the fill's bar, share·(high − low).
 * volumeShare: p·impact·(units ÷ volume)^power; power ½ by default, the square-root law (Almgren, Thum, Hauptmann and Li 2005, "Direct estimation of equity market impact");
 * a volume that is unknown or smaller than the order counts as the order's.
 */
export type Slippage =
  | { readonly kind: "fixed"; readonly bps: number }
  | { readonly kind: "volatility"; readonly share: number }
  | { readonly kind: "volumeShare"; readonly impact: number; readonly power?: number };

/** What trading costs. Basis points of the value traded, each side; 1 bps is 0.01 %. */
export type CostOptions = {
  /** Commission of the broker. Default 1. */
  readonly commissionBps?: number;
  /** Distance from bid to ask; half of it is paid each time. Default 1. */
  readonly spreadBps?: number;
  /** Loss to the market's move while the order is filled. Default 1. */
  readonly slippageBps?: number;
  /** Least commission of one fill, in money. Default 0. */
  readonly minimumFee?: number;
  /** The commission in full, in place of `commissionBps` and `minimumFee`. What it does not name is 0. */
  readonly commission?: Commission;
  /** Slippage that follows a rule, in place of `slippageBps`. */
  readonly slippage?: Slippage;
  /** Fee for units sold short, of their worth, a year of 365 days. Default 0. */
  readonly borrowBps?: number;
  /** Interest on cash below 0, a year of 365 days. Default 0. */
  readonly financingBps?: number;
};

/** Costs with every default filled in. `slippageBps` is 0 where slippage is not fixed. */
export type Costs = {
  readonly commissionBps: number;
  readonly perShare: number;
  readonly minimumFee: number;
  readonly spreadBps: number;
  readonly slippageBps: number;
  readonly slippage: Required<Slippage>;
  readonly borrowBps: number;
  readonly financingBps: number;
};

/** Costs with their defaults, refused unless each is a number from 0; bps of a fill below 1,000. */
export function costsOf(options: CostOptions = {}): Costs {
  const { borrowBps = 0, commission, financingBps = 0, spreadBps = 1 } = options;
  if (commission !== undefined) refuseBoth(options, "commission", "commissionBps", "minimumFee");
  if (options.slippage !== undefined) refuseBoth(options, "slippage", "slippageBps");
  const commissionBps = commission === undefined ? (options.commissionBps ?? 1) : (commission.bps ?? 0);
  const minimumFee = commission === undefined ? (options.minimumFee ?? 0) : (commission.minimum ?? 0);
  const slippage = slippageOf(options.slippage ?? { kind: "fixed", bps: options.slippageBps ?? 1 });
  const slippageBps = slippage.kind === "fixed" ? slippage.bps : 0;
  const numbers = { commissionBps, perShare: commission?.perShare ?? 0, minimumFee, spreadBps, slippageBps, borrowBps, financingBps };
  for (const [name, value] of Object.entries(numbers)) {
    checkNumber(name, value);
    const isAYear = name === "borrowBps" || name === "financingBps";
    if (name.endsWith("Bps") && value >= (isAYear ? 10_000 : 1000)) {
      throw new BacktestError(`costs: ${name} is ${value} basis points, that is ${value / 100} %; give it in basis points below ${isAYear ? "10000" : "1000"}`);
    }
  }
  return { ...numbers, slippage };
}

function slippageOf(slippage: Slippage): Required<Slippage> {
  switch (slippage.kind) {
    case "fixed":
      return slippage;
    case "volatility":
      checkNumber("slippage.share", slippage.share, 1);
      return slippage;
    case "volumeShare": {
      const { impact, kind, power = 0.5 } = slippage;
      checkNumber("slippage.impact", impact, 1);
      if (!(power > 0 && power <= 4)) throw new BacktestError(`costs: slippage.power must be a number above 0, at most 4, got ${power}`);
      return { kind, impact, power };
    }
    default:
      throw new BacktestError(`costs: there is no slippage of kind ${JSON.stringify(Object(slippage).kind)}; take fixed, volatility or volumeShare`);
  }
}

function checkNumber(name: string, value: number, most = Number.POSITIVE_INFINITY): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new BacktestError(`costs: ${name} must be a number ≥ 0, got ${value}`);
  if (value > most) throw new BacktestError(`costs: ${name} must be a share of at most ${most}, got ${value}`);
}

function refuseBoth(options: CostOptions, full: string, ...flat: readonly (keyof CostOptions)[]): void {
  const given = flat.filter((name) => options[name] !== undefined);
  if (given.length > 0) throw new BacktestError(`costs: ${full} and ${given.join(", ")} say the same thing twice; give one of them`);
}
