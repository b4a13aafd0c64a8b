import { InvalidArgumentError, Option, type Command } from "commander";
import { costsOf, type CostOptions, type FillOptions, type MarginOptions, type Slippage } from "../../lib/backtest/index.ts";
import { marginOf } from "../../lib/backtest/account/margin.ts";
import { fillRuleOf } from "../../lib/backtest/fills/index.ts";

/** Costs, fills and margin on a command line. */
export type EngineOptions = {
  readonly commissionBps: number; readonly commissionPerShare?: number; readonly minimumFee: number; readonly spreadBps: number;
  readonly slippage: Slippage["kind"]; readonly slippageBps: number; readonly slippageShare: number; readonly slippageImpact: number; readonly borrowBps: number; readonly financingBps: number;
  readonly leverage?: number; readonly maintenance?: number; readonly maxVolumeShare?: number; readonly limits?: "through" | "touch"; readonly capital: number;
};

/** What a run is told of them. */
export type EngineRules = { readonly capital: number; readonly costs: CostOptions; readonly fills: FillOptions; readonly margin: MarginOptions };

/** Adds the options of the account: what trading costs, how orders are filled, what may be borrowed. */
export function addEngineOptions(command: Command): Command {
  const amount = (flags: string, text: string, value?: number) => new Option(flags, text).argParser(parseAmount).default(value);
  return command
    .addOption(amount("--commission-bps <bps>", "commission of a fill, basis points of its value", 1))
    .addOption(amount("--commission-per-share <money>", "commission of each unit, beside that"))
    .addOption(amount("--minimum-fee <money>", "least commission of a fill", 0))
    .addOption(amount("--spread-bps <bps>", "bid to ask; half is paid at a fill", 1))
    .addOption(new Option("--slippage <model>", "loss to the market's move: basis points, a share of the bar's range, or growing with the order's share of the volume").choices(["fixed", "volatility", "volumeShare"]).default("fixed"))
    .addOption(amount("--slippage-bps <bps>", "of fixed slippage", 1))
    .addOption(amount("--slippage-share <share>", "of the bar's range, of volatility slippage", 0.1))
    .addOption(amount("--slippage-impact <share>", "of the price for a whole bar's volume, of volumeShare slippage; half as much for a quarter of it", 0.1))
    .addOption(amount("--borrow-bps <bps>", "fee for units sold short, a year", 0))
    .addOption(amount("--financing-bps <bps>", "interest on cash below 0, a year", 0))
    .addOption(amount("--leverage <times>", "largest worth of all positions, in equities (default: 1, nothing is borrowed)"))
    .addOption(amount("--maintenance <share>", "equity over the positions' worth below which all is closed (default: half of 1 over the leverage)"))
    .addOption(amount("--max-volume-share <share>", "of a bar's volume that the orders of an asset take together (default: no limit)"))
    .addOption(new Option("--limits <rule>", "whether a limit order is filled when the price trades through it, or already at a touch (default: through)").choices(["through", "touch"]))
    .addOption(new Option("--capital <money>", "money at the start").argParser(parsePositive).default(100_000));
}

/** The rules that the options state, checked. */
export function engineRules(options: EngineOptions): EngineRules {
  const { borrowBps, capital, commissionBps, commissionPerShare, financingBps, leverage, limits, maintenance, maxVolumeShare, minimumFee, spreadBps } = options;
  const commission = commissionPerShare === undefined ? { commissionBps, minimumFee } : { commission: { bps: commissionBps, perShare: commissionPerShare, minimum: minimumFee } };
  const costs: CostOptions = { ...commission, ...slippageOf(options), spreadBps, borrowBps, financingBps };
  const fills: FillOptions = { ...(limits && { limits }), ...(maxVolumeShare !== undefined && { maxVolumeShare }) };
  const margin: MarginOptions = { ...(leverage !== undefined && { leverage }), ...(maintenance !== undefined && { maintenance }) };
  costsOf(costs);
  fillRuleOf(fills);
  marginOf(margin);
  return { capital, costs, fills, margin };
}

function slippageOf({ slippage, slippageBps, slippageImpact, slippageShare }: EngineOptions): Pick<CostOptions, "slippage" | "slippageBps"> {
  if (slippage === "fixed") return { slippageBps };
  return { slippage: slippage === "volatility" ? { kind: slippage, share: slippageShare } : { kind: slippage, impact: slippageImpact } };
}

function parsePositive(text: string): number {
  const value = parseAmount(text);
  if (value === 0) throw new InvalidArgumentError("Give a number above 0.");
  return value;
}

/** A number from 0 of an option. */
export function parseAmount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError("Give a number from 0.");
  return value;
}
