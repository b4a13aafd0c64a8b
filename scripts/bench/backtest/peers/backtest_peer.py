"""vectorbt, backtesting.py, backtrader and quantstats. Every time is taken here, around the work itself, so that no talk between processes is counted."""

import importlib.metadata
import os
import time
import warnings

import numpy as np
import pandas as pd

import conversation

warnings.filterwarnings("ignore")
COLUMNS = ("open", "high", "low", "close", "volume")


class Work:
    def __init__(self, folder, rows, sma):
        read = lambda name: np.fromfile(os.path.join(folder, f"{name}.f64"), "<f8", rows)
        index = pd.to_datetime(read("closeTime").astype("int64"), unit="ms")
        self.bars = pd.DataFrame({name.capitalize(): read(name) for name in COLUMNS}, index=index)
        self.sma = sma

    def backtesting(self):
        import backtesting

        sma = self.sma

        class Crossover(backtesting.Strategy):
            def init(self):
                mean = lambda values, period: pd.Series(values).rolling(period).mean()
                self.fast = self.I(mean, self.data.Close, sma["fast"], plot=False)
                self.slow = self.I(mean, self.data.Close, sma["slow"], plot=False)

            def next(self):
                change = (sma["units"] if self.fast[-1] > self.slow[-1] else 0) - self.position.size
                if change > 0:
                    self.buy(size=change)
                elif change < 0:
                    self.sell(size=-change)

        run = backtesting.Backtest(self.bars, Crossover, cash=sma["cash"], commission=sma["fees"]).run()
        return float(run["_equity_curve"].Equity.iloc[-1])

    def backtrader(self):
        import backtrader

        sma = self.sma

        class Crossover(backtrader.Strategy):
            def __init__(self):
                self.fast = backtrader.indicators.SMA(self.data.close, period=sma["fast"])
                self.slow = backtrader.indicators.SMA(self.data.close, period=sma["slow"])

            def next(self):
                if len(self) <= sma["slow"]:
                    return  # backtesting.py begins a bar after its slowest indicator, and so do all
                change = (sma["units"] if self.fast[0] > self.slow[0] else 0) - self.position.size
                if change > 0:
                    self.buy(size=change)
                elif change < 0:
                    self.sell(size=-change)

        cerebro = backtrader.Cerebro(stdstats=False)
        cerebro.broker.setcash(sma["cash"])
        cerebro.broker.setcommission(commission=sma["fees"])
        cerebro.adddata(backtrader.feeds.PandasData(dataname=self.bars, open="Open", high="High", low="Low", close="Close", volume="Volume", openinterest=None))
        cerebro.addstrategy(Crossover)
        cerebro.run()
        return float(cerebro.broker.getvalue())

    def sweep(self, fast, slow):
        """Every pair of periods at once; a signal of a close is traded at the next open."""
        import vectorbt as vbt

        pairs = [(a, b) for a in fast for b in slow]
        quick = vbt.MA.run(self.bars.Close, [a for a, _ in pairs], run_unique=True, short_name="fast")
        calm = vbt.MA.run(self.bars.Close, [b for _, b in pairs], run_unique=True, short_name="slow")
        portfolio = vbt.Portfolio.from_signals(
            self.bars.Close, entries=quick.ma_above(calm).vbt.signals.fshift(1), exits=quick.ma_below(calm).vbt.signals.fshift(1),
            price=self.bars.Open, fees=self.sma["fees"], init_cash=self.sma["cash"], freq="1D")
        return {
            "totalReturn": portfolio.total_return(), "sharpe": portfolio.sharpe_ratio(), "sortino": portfolio.sortino_ratio(), "cagr": portfolio.annualized_return(),
            "maxDrawdown": portfolio.max_drawdown(), "trades": portfolio.trades.count(), "winRate": portfolio.trades.win_rate(),
        }

    def metrics(self):
        """What quantstats has of the statistics that ours tells of an equity curve."""
        from quantstats import stats

        returns = self.bars.Close.pct_change().iloc[1:]
        return {
            "cagr": stats.cagr(returns), "volatility": stats.volatility(returns), "sharpe": stats.sharpe(returns), "probabilisticSharpe": stats.probabilistic_sharpe_ratio(returns),
            "sortino": stats.sortino(returns), "omega": stats.omega(returns), "skewness": stats.skew(returns), "kurtosis": stats.kurtosis(returns),
            "valueAtRisk": stats.value_at_risk(returns), "expectedShortfall": stats.expected_shortfall(returns), "tailRatio": stats.tail_ratio(returns),
            "maxDrawdown": stats.max_drawdown(returns), "ulcerIndex": stats.ulcer_index(returns), "calmar": stats.calmar(returns), "exposure": stats.exposure(returns),
        }


def timed(count, work):
    begin = time.perf_counter()
    for _ in range(count):
        work()
    return {"seconds": time.perf_counter() - begin}


def answerer():
    work = None

    def answer(question):
        nonlocal work
        ask = question["ask"]
        if ask == "open":
            work = Work(question["folder"], question["rows"], question["sma"])
            return {"versions": {name: importlib.metadata.version(name) for name in ("vectorbt", "backtesting", "backtrader", "quantstats")}}
        if ask == "backtest":
            return timed(question["count"], getattr(work, question["library"]))
        if ask == "equity":
            return {"equity": getattr(work, question["library"])()}
        if ask == "sweep":
            return timed(question["count"], lambda: work.sweep(question["fast"], question["slow"]))
        if ask == "sweepResults":
            results = work.sweep(question["fast"], question["slow"])
            return {name: results[name].tolist() for name in ("totalReturn", "sharpe", "maxDrawdown", "trades")}
        if ask == "metrics":
            return timed(question["count"], work.metrics)
        if ask == "metricResults":
            return {name: float(value) for name, value in work.metrics().items() if name in ("volatility", "sharpe", "maxDrawdown")}
        raise ValueError(f'it was asked for "{ask}"')

    return answer


conversation.serve(answerer())
