"""Reference values for the session factors, with pandas alone, from the definitions: sessions are labelled, grouped, and seen from the next bar on.

    pip install pandas numpy tzdata exchange_calendars
    python scripts/reference/factors/sessions.py data/embedded/gym-anytrading/FOREX_EURUSD_1H_ASK.csv > lib/factors/sessions/reference.json

The hours of the exchanges are those of exchange_calendars. Nothing here is shared with the TypeScript code.
"""
import importlib.metadata
import json
import sys

import exchange_calendars
import numpy as np
import pandas as pd

from family_reference import summary

HOUR = pd.Timedelta(hours=1)
SESSIONS, MINUTES = 10, 60
UTC = {"sydney": (-2, 7), "tokyo": (0, 9), "london": (8, 16), "new_york": (13, 22)}
LOCAL = {"sydney": ("Australia/Sydney", 9, 18), "tokyo": ("Asia/Tokyo", 9, 18), "london": ("Europe/London", 8, 16), "new_york": ("America/New_York", 8, 17)}

bars = pd.read_csv(sys.argv[1])
bars.index = pd.to_datetime(bars.pop("Time"), format="%d.%m.%Y %H:%M:%S.%f", utc=True)
bars.columns = bars.columns.str.lower()
opens = bars.index.to_series()


def currency_sessions(window):
    """Opening and end of the session each bar opens in, NaT outside."""
    opening, end = pd.Series(pd.NaT, opens.index, dtype=opens.dtype), pd.Series(pd.NaT, opens.index, dtype=opens.dtype)
    for k, moment in enumerate(opens):
        for date in [moment.tz_convert(window[0]).normalize().tz_localize(None) + pd.Timedelta(days=d) for d in (0, 1)]:
            if date.weekday() > 4:
                continue
            start, stop = [(date + hours * HOUR).tz_localize(window[0]).tz_convert("UTC") for hours in window[1:]]
            if start <= moment < stop:
                opening.iloc[k], end.iloc[k] = start, stop
    return opening, end


def exchange_sessions(code):
    """The session that any part of the bar lies in."""
    schedule = exchange_calendars.get_calendar(code, start="2016-01-01", end="2018-12-31").schedule
    opening, end = pd.Series(pd.NaT, opens.index, dtype=opens.dtype), pd.Series(pd.NaT, opens.index, dtype=opens.dtype)
    for _, row in schedule.iterrows():
        inside = (opens < row["close"]) & (opens + HOUR > row["open"])
        opening[inside], end[inside] = row["open"], row["close"]
    return opening, end


class Session:
    """One session's columns. `runs` has a row for each time it was held."""

    def __init__(self, opening, end):
        self.opening, self.end = opening, end
        inside = opening.notna()
        held = bars[inside].groupby(opening[inside])
        place = pd.Series(np.arange(len(bars)), bars.index)
        self.is_open = inside
        self.high = held["high"].cummax().reindex(bars.index).ffill()
        self.low = held["low"].cummin().reindex(bars.index).ffill()
        self.volume = held["volume"].cumsum()
        self.gap = np.log(held["open"].transform("first") / bars["close"].shift(1)[inside].groupby(opening[inside]).transform(lambda x: x.iloc[0])).reindex(bars.index).ffill()
        self.range = np.log(self.high / self.low)
        self.runs = pd.DataFrame({"ret": np.log(held["close"].last() / held["open"].first()), "range": np.log(held["high"].max() / held["low"].min()), "last": place[inside].groupby(opening[inside]).max(), "end": end[inside].groupby(opening[inside]).first()})

    def later(self, name):
        """A value of a whole session, from the bar behind its last one on."""
        values = pd.Series(np.nan if name != "end" else pd.NaT, bars.index, dtype=float if name != "end" else opens.dtype)
        for _, row in self.runs.iterrows():
            if row["last"] + 1 < len(bars):
                values.iloc[int(row["last"]) + 1] = row[name]
        return values.ffill()

    def volatility_ratio(self):
        past = self.runs["range"].rolling(SESSIONS).mean().shift(1)
        return (self.range / self.opening.map(past)).where(self.is_open).ffill()

    def volume_ratio(self):
        slot = ((opens + HOUR - pd.Timedelta(milliseconds=1) - self.opening) // HOUR)[self.is_open]
        by_then = self.volume.groupby([self.opening[self.is_open], slot]).last().unstack().ffill(axis=1).fillna(0.0)
        past = by_then.rolling(SESSIONS).mean().shift(1).stack()
        ratio = self.volume / [past.get((o, s), np.nan) for o, s in zip(self.opening[self.is_open], slot)]
        return ratio.reindex(bars.index).ffill()

    def opening_range(self):
        early = self.is_open & ((opens < self.opening + pd.Timedelta(minutes=MINUTES)) | (self.opening != self.opening.shift(1)))
        high = bars["high"].where(early).groupby(self.opening).cummax().groupby(self.opening).ffill().ffill()
        low = bars["low"].where(early).groupby(self.opening).cummin().groupby(self.opening).ffill().ffill()
        return high, low


def of_current(sessions, columns):
    """The column of the session that opened last, New York's or the only one's where none is open; unknown until those of all that were seen are known."""
    current = newest(sessions)
    table = np.column_stack([column.to_numpy(dtype=float) for column in columns])
    seen = np.column_stack([session.is_open.cummax() for session in sessions])
    unknown = (seen & np.isnan(table)).any(axis=1)
    return np.where(unknown, np.nan, table[np.arange(len(bars)), current])


def newest(sessions):
    openings = np.column_stack([session.opening.astype("int64").where(session.is_open, -1) for session in sessions])
    return np.where((openings < 0).all(axis=1), len(sessions) - 1, openings.argmax(axis=1))


def shared(sessions, suffix):
    """What every market has: the currencies' four sessions, and an exchange's single one."""
    current = newest(sessions)
    share = np.column_stack([((opens + HOUR - s.opening) / (s.end - s.opening)).clip(upper=1).fillna(1) for s in sessions])
    ended = np.column_stack([s.later("end").astype("int64").where(s.later("end").notna(), -1) for s in sessions])
    returns = np.column_stack([s.later("ret") for s in sessions])
    high, low = (of_current(sessions, [getattr(s, name) for s in sessions]) for name in ("high", "low"))
    early_high, early_low = (of_current(sessions, [s.opening_range()[k] for s in sessions]) for k in (0, 1))
    close = bars["close"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            f"time_in_session{suffix}": share[np.arange(len(bars)), current],
            f"prev_session_return{suffix}": returns[np.arange(len(bars)), ended.argmax(axis=1)],
            f"session_volatility_ratio{suffix}_{SESSIONS}": of_current(sessions, [s.volatility_ratio() for s in sessions]),
            f"session_volume_ratio{suffix}_{SESSIONS}": of_current(sessions, [s.volume_ratio() for s in sessions]),
            f"session_gap{suffix}": of_current(sessions, [s.gap for s in sessions]),
            f"opening_range_position{suffix}_{MINUTES}": np.where(early_high == early_low, 0.5, (close - early_low) / (early_high - early_low)),
            f"session_high_position{suffix}": np.log(close / high),
            f"session_low_position{suffix}": np.log(close / low),
            f"session_range_position{suffix}": np.where(high == low, 0.5, (close - low) / (high - low)),
        }


def gap_between(earlier, later):
    last = bars["close"].where(earlier.is_open).ffill().shift(1)
    first = later.is_open & (later.opening != later.opening.shift(1))
    return np.log(bars["open"] / last).where(first).ffill()


def of_currencies(windows, suffix):
    sessions = {name: Session(*currency_sessions(window)) for name, window in windows.items()}
    sydney, tokyo, london, new_york = sessions.values()
    early, late = tokyo.is_open & london.is_open, london.is_open & new_york.is_open
    return {
        **{f"session_{name}{suffix}": session.is_open for name, session in sessions.items()},
        **{f"prev_return_{name}{suffix}": session.later("ret") for name, session in sessions.items()},
        f"in_overlap{suffix}": early | late, f"overlap_tokyo_london{suffix}": early, f"overlap_london_new_york{suffix}": late,
        f"tokyo_london_gap{suffix}": gap_between(tokyo, london), f"london_ny_gap{suffix}": gap_between(london, new_york),
        f"ny_close_asia{suffix}": new_york.later("ret").where(sydney.is_open | tokyo.is_open | new_york.later("ret").isna(), 0.0),
        **shared(list(sessions.values()), suffix),
    }


def liquidity(days):
    date, hour = opens.dt.date, opens.dt.hour
    score = pd.Series(np.nan, bars.index)
    dates = list(dict.fromkeys(date))
    for k in range(days, len(dates)):
        past = bars["volume"][date.isin(dates[k - days:k])]
        by_hour = past.groupby(past.index.hour).mean() / past.mean()
        today = date == dates[k]
        score[today] = hour[today].map(by_hour).fillna(1.0)
    return score


table = {
    **of_currencies({name: ("UTC", *hours) for name, hours in UTC.items()}, ""),
    **of_currencies(LOCAL, "_local"),
    **{id: values for name, code in {"nyse": "XNYS", "lse": "XLON", "jpx": "XTKS", "asx": "XASX"}.items() for id, values in shared([Session(*exchange_sessions(code))], f"_{name}").items()},
    "liquidity_score_10": liquidity(10),
}
factors = {id: summary("pandas", id, values) for id, values in table.items()}
versions = {name: importlib.metadata.version(name) for name in ("numpy", "pandas", "exchange_calendars", "tzdata")}
print(json.dumps({"versions": versions, "series": "EURUSD hourly, Python gym-anytrading, FOREX_EURUSD_1H_ASK.csv", "bars": len(bars), "factors": factors}, indent=1, ensure_ascii=False))
