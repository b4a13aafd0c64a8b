import type { StrategyReport } from "../../../statistics/index.ts";
import { around, candleChart } from "../candleChart.ts";
import { count, money, paragraph, price, section, table, text, type Cell, type Html } from "../elements.ts";

type Trade = StrategyReport["trades"][number];

/** Rows of the list; all of them are in the JSON. */
const LISTED = 250;
/** Up to so many trades, each is marked on the whole series. */
const MARKED = 80;

export function tradesSection({ prices, trades }: StrategyReport): Html {
  if (trades.length === 0) return section("trades", "Trades", paragraph("It never traded.", "none"));
  const overview = prices.slice(0, 4).flatMap((one) => {
    const own = trades.filter(({ asset }) => asset === one.symbol);
    if (own.length === 0) return [];
    const marked = own.length <= MARKED ? own : [];
    const words = marked.length > 0 ? "" : `: ${count(own.length)} trades are too many to mark here`;
    return [`<h3>${text(one.symbol)}, all bars${text(words)}</h3>`, candleChart(one, marked, { label: `Candles of ${one.symbol}`, height: 280 })];
  });
  return section(
    "trades", "Trades",
    ...(prices.length === 0 ? [paragraph("N/A: the bars were not given, so there are no candles.", "none")] : overview),
    closeLooks({ prices, trades }),
    tradeList(trades),
  );
}

/** The best, the worst and the last trade from near. */
function closeLooks({ prices, trades }: Pick<StrategyReport, "prices" | "trades">): Html {
  const byResult = trades.filter(({ isOpen }) => !isOpen).sort((a, b) => net(b) - net(a));
  const looks = [["Best trade", byResult[0]], ["Second best", byResult[1]], ["Worst trade", byResult.at(-1)], ["Second worst", byResult.at(-2)]] as const;
  const seen = new Set<Trade>();
  const drawn = looks.flatMap(([name, trade]) => {
    const own = prices.find(({ symbol }) => symbol === trade?.asset);
    if (trade === undefined || own === undefined || seen.has(trade)) return [];
    seen.add(trade);
    const chart = candleChart(around(own, trade), [trade], { label: `${name}: candles around it`, height: 200, most: 120, hasLinks: true });
    return chart === "" ? [] : [`<div><h3>${text(`${name}: ${trade.side}, ${money(net(trade))}`)}</h3>${chart}</div>`];
  });
  return drawn.length === 0 ? "" : `<div class="looks">${drawn.join("\n")}</div>`;
}

function tradeList(trades: readonly Trade[]): Html {
  const rows = trades.slice(-LISTED).map((trade): Cell[] => {
    const { asset, barsHeld, costs, entryPrice, entryTime, exitPrice, exitTime, isOpen, side, units } = trade;
    const result = net(trade);
    return [entryTime, asset, side, price(units), price(entryPrice), isOpen ? "still held" : exitTime, price(exitPrice), count(barsHeld), money(costs), { html: text(money(result)), tone: result >= 0 ? "won" : "lost" }];
  });
  const rest = trades.length > LISTED ? paragraph(`The last ${LISTED} of ${count(trades.length)} trades; all of them are in the JSON of the report.`, "soft") : "";
  return `<details open><summary>${text(trades.length === 1 ? "The only trade" : `${count(trades.length)} trades`)}</summary>${rest}${table(["entered", "asset", "side", "units", "entry price", "left", "exit price", "bars", "costs", "net"], rows, "tall")}</details>`;
}

const net = ({ costs, profit }: Trade): number => profit - costs;
