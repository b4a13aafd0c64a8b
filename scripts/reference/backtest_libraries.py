"""The same strategies on the embedded S&P 500 bars in vectorbt, backtesting.py and backtrader, every trade kept.

Orders are for 10 units, decided at a close, filled from the next bar on; 10 bps commission each side. Called by backtest.py.
"after": exits are placed at the close of the entry's bar. "close": a trailing stop that follows closes, not highs.
A trade: date and price of the entry, date and price of the exit, signed units, fees.
"""
import importlib.metadata
import json
import pathlib
import warnings

import backtesting
import backtrader
import numpy
import pandas
import vectorbt

CASH, FEES, UNITS = 100_000.0, 0.001, 10
STOP, TARGET, TRAIL, DIP = 0.03, 0.04, 0.05, 0.01
warnings.filterwarnings("ignore")


def read(path):
    bars = pandas.read_csv(path, parse_dates=["date"], index_col="date")[["open", "high", "low", "close", "volume"]]
    bars.columns = [name.capitalize() for name in bars.columns]
    return bars


def signals(bars):
    close = bars.Close
    fast, slow, middle = close.rolling(20).mean(), close.rolling(50).mean(), close.rolling(20).mean()
    is_up = fast > slow
    return {
        "fast": fast.to_numpy(), "slow": slow.to_numpy(), "middle": middle.to_numpy(), "close": close.to_numpy(),
        "lower": (middle - 2 * close.rolling(20).std(ddof=0)).to_numpy(),
        "crossed": (is_up & ~is_up.shift(1, fill_value=False) & slow.shift(1).notna()).to_numpy(),
        "above": (close > bars.High.rolling(20).max().shift(1)).to_numpy(),
        "below": (close < bars.Low.rolling(20).min().shift(1)).to_numpy(),
        "highest": bars.High.rolling(20).max().to_numpy(),
    }


def wanted(name, at, t, held):
    """Units wanted after the close of row t by the strategies that need market orders alone."""
    if numpy.isnan(at["slow"][t]):
        return held
    if name == "sma long":
        return UNITS if at["fast"][t] > at["slow"][t] else 0
    if name == "sma long-short":
        return UNITS if at["fast"][t] > at["slow"][t] else -UNITS
    if held == 0:
        return UNITS if at["close"][t] < at["lower"][t] else 0
    return 0 if at["close"][t] > at["middle"][t] else held


MARKET = ("sma long", "sma long-short", "bollinger")


# vectorbt: a signal of row t is traded in row t+1, so signals are moved down by one row.
def with_vectorbt(bars, at):
    def later(values):
        return numpy.concatenate([[False], values[:-1]])

    def result(portfolio):
        rows = portfolio.trades.records
        closed = rows[rows.status == 1]
        date = [str(day.date()) for day in bars.index]
        return [[date[int(r.entry_idx)], r.entry_price, date[int(r.exit_idx)], r.exit_price, r.size * (1 if r.direction == 0 else -1), r.entry_fees + r.exit_fees]
                for r in closed.itertuples()], float(portfolio.value().iloc[-1])

    common = {"price": bars.Open, "fees": FEES, "init_cash": CASH}
    for name in MARKET:
        held, sizes = 0, numpy.full(len(bars), numpy.nan)
        for t in range(len(bars) - 1):
            now = wanted(name, at, t, held)
            if now != held:
                sizes[t + 1] = held = now
        yield name, result(vectorbt.Portfolio.from_orders(bars.Close, size=sizes, size_type="targetamount", direction="both", **common))
    from_signals = {**common, "size": UNITS, "open": bars.Open, "high": bars.High, "low": bars.Low, "upon_opposite_entry": "ignore", "upon_long_conflict": "ignore"}
    nothing = numpy.zeros(len(bars), dtype=bool)
    yield "breakout bracket after, from the fill", result(vectorbt.Portfolio.from_signals(
        bars.Close, entries=later(at["above"]), exits=nothing, short_entries=later(at["below"]), short_exits=nothing,
        sl_stop=STOP, tp_stop=TARGET, stop_entry_price="fillprice", **from_signals))
    yield "trailing after", result(vectorbt.Portfolio.from_signals(
        bars.Close, entries=later(at["crossed"]), exits=nothing, sl_stop=TRAIL, sl_trail=True, stop_entry_price="close", **from_signals))


# backtesting.py
def with_backtesting(bars, at):
    def rules(name):
        class Rules(backtesting.Strategy):
            def init(self):
                pass

            def next(self):
                t = len(self.data) - 1
                held = self.position.size
                price = at["close"][t]
                if name in MARKET:
                    change = wanted(name, at, t, held) - held
                    if change > 0:
                        self.buy(size=change)
                    elif change < 0:
                        self.sell(size=-change)
                elif name == "breakout bracket":
                    if held == 0 and at["above"][t]:
                        self.buy(size=UNITS, sl=price * (1 - STOP), tp=price * (1 + TARGET))
                    elif held == 0 and at["below"][t]:
                        self.sell(size=UNITS, sl=price * (1 + STOP), tp=price * (1 - TARGET))
                elif name == "trailing close":
                    if held == 0 and at["crossed"][t]:
                        self.buy(size=UNITS)
                    for trade in self.trades:
                        trade.sl = max(trade.sl or 0, price * (1 - TRAIL))
                else:
                    for order in self.orders:
                        order.cancel()
                    if held > 0 and (price > at["middle"][t] if name == "limit entry" else price < at["middle"][t]):
                        self.position.close()
                    elif held == 0 and name == "limit entry" and not numpy.isnan(at["middle"][t]):
                        self.buy(size=UNITS, limit=price * (1 - DIP))
                    elif held == 0 and name == "stop entry" and not numpy.isnan(at["highest"][t]):
                        self.buy(size=UNITS, stop=at["highest"][t])
        return Rules

    for name in (*MARKET, "breakout bracket", "trailing close", "limit entry", "stop entry"):
        stats = backtesting.Backtest(bars, rules(name), cash=CASH, commission=FEES).run()
        rows = stats["_trades"].sort_values(["EntryBar", "ExitBar"])
        yield name, ([[str(r.EntryTime.date()), r.EntryPrice, str(r.ExitTime.date()), r.ExitPrice, r.Size, r.Commission] for r in rows.itertuples()],
                     float(stats["_equity_curve"].Equity.iloc[-1]))


# backtrader
def with_backtrader(bars, at):
    class Rules(backtrader.Strategy):
        params = (("name", ""),)

        def __init__(self):
            self.done, self.waiting, self.signal = [], [], 0.0

        def notify_trade(self, trade):
            if trade.isclosed:
                first, last = trade.history[0].event, trade.history[-1].event
                self.done.append([str(backtrader.num2date(trade.dtopen).date()), first.price, str(backtrader.num2date(trade.dtclose).date()), last.price, first.size, trade.commission])

        def cancel_all(self):
            for order in self.waiting:
                self.cancel(order)
            self.waiting = []

        def next(self):
            name, t, held, price = self.p.name, len(self.data) - 1, self.position.size, self.data.close[0]
            if name in MARKET:
                change = wanted(name, at, t, held) - held
                if change > 0:
                    self.buy(size=change)
                elif change < 0:
                    self.sell(size=-change)
            elif name == "breakout bracket after":
                if held == 0:
                    self.waiting = []
                    self.signal = price
                    if at["above"][t]:
                        self.buy(size=UNITS)
                    elif at["below"][t]:
                        self.sell(size=UNITS)
                elif not self.waiting:
                    side, leave = (1, self.sell) if held > 0 else (-1, self.buy)
                    stop = leave(size=UNITS, exectype=backtrader.Order.Stop, price=self.signal * (1 - side * STOP))
                    target = leave(size=UNITS, exectype=backtrader.Order.Limit, price=self.signal * (1 + side * TARGET), oco=stop)
                    self.waiting = [stop, target]
            elif name == "trailing close":
                if held == 0:
                    self.waiting = []
                    if at["crossed"][t]:
                        self.buy(size=UNITS)
                elif not self.waiting:
                    self.waiting = [self.sell(size=UNITS, exectype=backtrader.Order.StopTrail, trailpercent=TRAIL)]
            else:
                self.cancel_all()
                if held > 0 and (price > at["middle"][t] if name == "limit entry" else price < at["middle"][t]):
                    self.close()
                elif held == 0 and name == "limit entry" and not numpy.isnan(at["middle"][t]):
                    self.waiting = [self.buy(size=UNITS, exectype=backtrader.Order.Limit, price=price * (1 - DIP))]
                elif held == 0 and name == "stop entry" and not numpy.isnan(at["highest"][t]):
                    self.waiting = [self.buy(size=UNITS, exectype=backtrader.Order.Stop, price=at["highest"][t])]

    for name in (*MARKET, "breakout bracket after", "trailing close", "limit entry", "stop entry"):
        engine = backtrader.Cerebro(stdstats=False, tradehistory=True)
        engine.adddata(backtrader.feeds.PandasData(dataname=bars))
        engine.addstrategy(Rules, name=name)
        engine.broker.setcash(CASH)
        engine.broker.setcommission(FEES)
        [run] = engine.run()
        yield name, (run.done, float(engine.broker.getvalue()))


def write(path):
    bars = read(path)
    at = signals(bars)
    runs = []
    for library, made in (("vectorbt", with_vectorbt), ("backtesting", with_backtesting), ("backtrader", with_backtrader)):
        for name, (trades, equity) in made(bars, at):
            print(library, name, len(trades), equity)
            rows = [[entry, float(bought), exit, float(sold), float(units), float(fees)] for entry, bought, exit, sold, units, fees in trades]
            runs.append({"library": library, "strategy": name, "finalEquity": equity, "trades": rows})
    names = ("vectorbt", "backtesting", "backtrader", "numpy", "pandas")
    made_by = {"scripts/reference/backtest_libraries.py": {name: importlib.metadata.version(name) for name in names}}
    head = json.dumps({"made by": made_by, "bars": {"source": "S&P 500 daily, npm vega-datasets, data/sp500-2000.csv", "rows": len(bars), "sumOfCloses": float(bars.Close.sum())}})[:-1]
    lines = [json.dumps({key: run[key] for key in ("library", "strategy", "finalEquity")})[:-1] + ', "trades": [\n' + ",\n".join(json.dumps(row) for row in run["trades"]) + "\n]}" for run in runs]
    target = pathlib.Path(__file__).resolve().parents[2] / "lib" / "backtest" / "libraries.json"
    target.write_text(head + ', "runs": [\n' + ",\n".join(lines) + "\n]}\n")
