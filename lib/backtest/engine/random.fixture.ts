import type { Bars } from "../../market/bars.ts";
import { randomStream, type RandomKey } from "../../random/index.ts";
import type { OrderRequest, TimeInForce } from "../orders/index.ts";
import { barsOf, type Row } from "./bars.fixture.ts";
import type { Strategy } from "./strategy.ts";

/** A market that jumps between closes and opens; some bars have no open, some no volume. */
export function randomBars(key: RandomKey, symbol: string, count: number): Bars {
  const { normal, uniform } = randomStream(key);
  let price = 50;
  const rows = Array.from({ length: count }, (): Row => {
    const open = Math.max(1, price * Math.exp(0.03 * normal()));
    const close = (price = Math.max(1, open * Math.exp(0.03 * normal())));
    const [high, low] = [Math.max(open, close) * Math.exp(0.02 * uniform()), Math.min(open, close) * Math.exp(-0.02 * uniform())];
    return [uniform() < 0.05 ? Number.NaN : open, high, low, close, uniform() < 0.05 ? 0 : 200 * uniform()];
  });
  return barsOf(rows, { symbol });
}

/** Orders of every kind, of random sizes and prices around the last close, drawn from the run's key. */
export const randomTrader: Strategy = {
  name: "random orders",
  warmUp: 1,
  start: ({ assets, key }) => {
    const { uniform } = randomStream(key);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(uniform() * list.length)]!;
    return (market, broker) => {
      if (uniform() < 0.3) return;
      const asset = pick(assets);
      const close = market.of(asset).close();
      const side = uniform() < 0.5 ? -1 : 1;
      const units = side * (1 + Math.floor(20 * uniform()));
      const away = (direction: number) => close * (1 + direction * 0.03 * uniform());
      const timeInForce: TimeInForce = pick(["gtc", "day", { until: market.time + 3 * 86_400_000 }] as const);
      const request: OrderRequest = pick<OrderRequest>([
        { asset, units, type: "market", timeInForce: pick(["gtc", "ioc", "fok"] as const) },
        { asset, units, type: "limit", limit: away(-side), timeInForce },
        { asset, units, type: "stop", stop: away(side), timeInForce },
        { asset, units, type: "stop-limit", stop: away(side), limit: away(side), timeInForce },
        { asset, units, type: "trailing-stop", distance: { share: 0.02 } },
      ]);
      const act = Math.floor(8 * uniform());
      if (act === 0) broker.targetShare(asset, 2 * uniform() - 1);
      else if (act === 1) broker.targetUnits(asset, units);
      else if (act === 2) broker.cancelAll(pick([asset, undefined]));
      else if (act === 3) broker.oco(request, { asset, units, type: "limit", limit: away(-side) });
      else if (act === 4) broker.bracket({ asset, units, type: "market" }, { stopLoss: { share: 0.02 }, takeProfit: { share: 0.03 }, trailing: { share: 0.05 } });
      else broker.submit(request);
    };
  },
};
