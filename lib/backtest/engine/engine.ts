import type { Account } from "../account/account.ts";
import { BacktestError } from "../error.ts";
import { isoDate } from "../../market/bars.ts";
import { DAY_MILLIS } from "../../market/calendars/day.ts";
import { brief } from "../../market/finding.ts";
import { splitExits, splitOrder } from "../orders/index.ts";
import { percent } from "../percent.ts";
import type { Split } from "../trades.ts";
import type { Curves } from "./curves.ts";
import type { Execution } from "./execution.ts";
import type { Feed } from "./feed.ts";
import type { Findings } from "./findings.ts";
import type { Holding, Target } from "./holding.ts";
import { LONGEST_HOLIDAY } from "./longestHoliday.ts";
import type { Now, OrderDesk } from "./orderDesk.ts";
import type { Rules } from "./rules.ts";
import type { Broker, Decide, Market } from "./strategy.ts";

/** What an engine works on. */
export type Parts = {
  readonly feeds: readonly Feed[];
  readonly holdings: readonly Holding[];
  readonly account: Account;
  readonly desk: OrderDesk;
  readonly execution: Execution;
  readonly curves: Curves;
  readonly findings: Findings;
  readonly now: Now;
  readonly rules: Rules;
  readonly market: Market;
  readonly broker: Broker;
  readonly decide: Decide;
};

/** A run that is moved on from moment to moment. What happens at a moment, in this order, is all there is: `step`. */
export class Engine {
  readonly splits: Split[] = [];
  readonly #parts: Parts;
  readonly #hasCarry: boolean;
  #nextDelisting: number;
  /** Whether every asset has had its warm-up, from when on the strategy decides. */
  isWarm = false;
  /** All positions are being closed, by a margin call or by ruin. */
  #isClosing = false;
  #closingRow = -1;
  #isRuined = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#hasCarry = parts.rules.costs.borrowBps > 0 || parts.rules.costs.financingBps > 0;
    this.#nextDelisting = Math.min(...parts.holdings.map(({ delisting }) => delisting.time));
  }

  /** The moment at which the next bars close: they come into view, what was ordered before is filled in them, the account is marked, the strategy decides. */
  step(time: number): void {
    const { account, curves, execution, feeds, holdings, now, rules } = this.#parts;
    const passed = curves.rows === 0 ? 0 : time - now.time;
    now.row = curves.rows;
    now.time = time;
    for (let k = 0; k < feeds.length; k++) feeds[k]!.advance(time);
    if (time > this.#nextDelisting) this.#delistDue(time - 1);
    for (let k = 0; k < holdings.length; k++) if (holdings[k]!.dueFrom <= time && holdings[k]!.feed.isNew) this.#apply(holdings[k]!);
    execution.fillAll();
    for (let k = 0; k < holdings.length; k++) if (holdings[k]!.feed.isNew && !holdings[k]!.isDelisted) account.marks[k] = holdings[k]!.close();
    if (this.#hasCarry) account.carry(passed, rules.costs.borrowBps / 1e4, rules.costs.financingBps / 1e4);
    if (time >= this.#nextDelisting) this.#delistDue(time);
    if (this.#isClosing) for (const holding of holdings) if (account.units[holding.index] !== 0) this.#closeSilent(holding);
    const equity = curves.note(time, account);
    if (equity <= 0 || this.#isClosing || rules.margin.maintenance > 0) this.#guard(equity, curves.leverage[now.row]!);
    if (!this.#isClosing && (this.isWarm ||= this.#hasWarmedUp())) this.#decide();
  }

  /** Splits and dividends come before the first trade of their bar. */
  #apply(holding: Holding): void {
    while (holding.dueFrom <= this.#parts.now.time) {
      const due = holding.takeAction();
      this.#parts.account.apply(holding.index, due);
      if (due.ratio === 1) continue;
      for (const order of holding.orders) splitOrder(order, due.ratio);
      if (holding.target !== undefined) holding.target = splitTarget(holding.target, due.ratio);
      this.splits.push({ asset: holding.asset, row: this.#parts.now.row, ratio: due.ratio });
    }
  }

  #delistDue(time: number): void {
    const { holdings } = this.#parts;
    for (const holding of holdings) if (holding.delisting.time <= time && !holding.isDelisted) this.#delist(holding);
    this.#nextDelisting = Math.min(...holdings.map(({ delisting, isDelisted }) => (isDelisted ? Number.POSITIVE_INFINITY : delisting.time)));
  }

  #delist(holding: Holding): void {
    const { account, desk, execution, findings, now } = this.#parts;
    const held = account.units[holding.index]!;
    desk.cancelAll(holding, "the asset was delisted");
    if (held !== 0) {
      const { delistingReturn = 0 } = holding.delisting;
      const price = account.marks[holding.index]! * (1 + delistingReturn);
      const how = delistingReturn === 0 ? "the last close" : `the last close, ${brief(account.marks[holding.index]!)}, and a delisting return of ${percent(delistingReturn)}`;
      execution.closeAt(holding, price, now.row, "delisting");
      findings.add("delisted", { asset: holding.asset, row: now.row, time: now.time }, "an asset that stays listed while it is held", `${brief(held)} units closed at ${brief(price)}: ${how}`);
    }
    holding.isDelisted = true;
  }

  /** A position that has to be closed, of an asset without bars for longer than any holiday, goes for the worst price of its last bar. */
  #closeSilent(holding: Holding): void {
    const { account, desk, execution, findings, now } = this.#parts;
    const silence = now.time - holding.closedAt();
    if (silence <= LONGEST_HOLIDAY) return;
    const held = account.units[holding.index]!;
    const price = holding.worstPrice(held);
    const reason = this.#isRuined ? "ruin" : "liquidation";
    desk.cancelAll(holding, reason);
    execution.closeAt(holding, price, this.#closingRow, reason);
    findings.add("closed-without-bar", { asset: holding.asset, row: now.row, time: now.time }, `a bar of ${holding.asset} to close its position in`, `none for ${Math.floor(silence / DAY_MILLIS)} days: ${brief(held)} units closed at ${brief(price)}, the worst price of its last bar`);
  }

  /** What a margin call or ruin still has to close. */
  unclosed(): readonly Holding[] {
    return this.#isClosing ? this.#parts.holdings.filter(({ index }) => this.#parts.account.units[index] !== 0) : [];
  }

  /** Ruin and margin calls close everything at the next opens. After ruin nothing is traded any more. */
  #guard(equity: number, leverage: number): void {
    const { account, desk, findings, holdings, now, rules } = this.#parts;
    if (this.#isRuined) return;
    if (this.#isClosing) this.#isClosing = account.units.some((units) => units !== 0);
    const isRuin = equity <= 0;
    if (!isRuin && (this.#isClosing || rules.margin.maintenance === 0 || leverage * rules.margin.maintenance <= 1)) return;
    const largest = holdings.reduce((one, other) => (Math.abs(account.units[other.index]! * account.marks[other.index]!) > Math.abs(account.units[one.index]! * account.marks[one.index]!) ? other : one));
    const where = { asset: largest.asset, row: now.row, time: now.time };
    if (isRuin) findings.add("ruin", where, "equity above 0", brief(equity));
    else findings.add("margin-call", where, `equity of at least ${rules.margin.maintenance} of the positions' worth`, brief(1 / leverage));
    this.#isRuined = isRuin;
    this.#isClosing = true;
    this.#closingRow = now.row;
    for (const holding of holdings) {
      desk.cancelAll(holding, isRuin ? "ruin" : "liquidation");
      if (account.units[holding.index] !== 0) desk.aim(holding, { kind: "units", value: 0, from: now.time, decidedRow: now.row, tag: isRuin ? "ruin" : "liquidation" });
    }
  }

  #hasWarmedUp(): boolean {
    const { holdings, rules } = this.#parts;
    return holdings.every(({ feed }) => feed.count >= rules.warmUp);
  }

  #decide(): void {
    const { broker, decide, market } = this.#parts;
    try {
      const returned: unknown = decide(market, broker);
      if (returned instanceof Promise) {
        returned.catch(() => {}); // what it is refused for is told here
        throw new BacktestError("it is asynchronous, and what it orders later belongs to no bar; decide without async and await");
      }
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): BacktestError {
    const { feeds, now, rules } = this.#parts;
    const assets = [...new Set(feeds.filter(({ isNew }) => isNew).map(({ symbol }) => symbol))];
    const text = error instanceof Error ? error.message : String(error);
    return new BacktestError(`the strategy "${rules.name}" failed at ${assets.slice(0, 3).join(", ")}, row ${now.row} (${isoDate(now.time)}): ${text}`, { cause: error });
  }
}

/** A split: a number of units and the prices of exits become those of the new shares; a share of the equity stays. */
function splitTarget(target: Target, ratio: number): Target {
  const { exits, kind, value } = target;
  return { ...target, value: kind === "units" ? value * ratio : value, exits: exits && splitExits(exits, ratio) };
}
