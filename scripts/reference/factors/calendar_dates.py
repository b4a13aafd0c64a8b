"""Reference values for the calendar factors, from pandas and exchange_calendars (pip install it too). How to run it: see family_reference.py."""
import exchange_calendars
import numpy as np
import pandas as pd
from pandas.tseries.offsets import MonthEnd, WeekOfMonth

from family_reference import read_bars, write

bars, *_ = read_bars()
date = pd.to_datetime(bars["date"])
PANDAS = {
    "day_of_week": date.dt.day_of_week + 1, "month": date.dt.month, "quarter": date.dt.quarter,
    "dow_sin": np.sin(2 * np.pi * date.dt.day_of_week / 7), "dow_cos": np.cos(2 * np.pi * date.dt.day_of_week / 7),
    "dom_sin": np.sin(2 * np.pi * (date.dt.day - 1) / 31), "dom_cos": np.cos(2 * np.pi * (date.dt.day - 1) / 31),
    "month_sin": np.sin(2 * np.pi * (date.dt.month - 1) / 12), "month_cos": np.cos(2 * np.pi * (date.dt.month - 1) / 12),
    "week_of_year": date.dt.isocalendar().week, "days_to_month_end": ((date + MonthEnd(0)) - date).dt.days,
    "week_of_year_sin": np.sin(2 * np.pi * (date.dt.isocalendar().week.astype(float) - 1) / 53), "week_of_year_cos": np.cos(2 * np.pi * (date.dt.isocalendar().week.astype(float) - 1) / 53),
}

FIRST, LAST = pd.Timestamp("1999-01-01"), pd.Timestamp("2021-12-31")
# Shut against the schedule: attack, mourning, storm; failure of a trading system. They are no holidays.
SPECIAL = {"nyse": ["2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05"], "jpx": ["2020-10-01"]}


def holidays(name, calendar):
    """Weekdays without a session that were known ahead."""
    weekdays = pd.bdate_range(FIRST, LAST)
    return weekdays.difference(calendar.sessions).difference(pd.DatetimeIndex(SPECIAL.get(name, [])))


def around(name, code):
    calendar = exchange_calendars.get_calendar(code, start=FIRST, end=LAST)
    closed = holidays(name, calendar)
    working = pd.bdate_range(FIRST, LAST).difference(closed)
    next_working = working[working.searchsorted(date, side="right")]
    last_working = working[working.searchsorted(date, side="left") - 1]
    until = closed[closed.searchsorted(date, side="right")]
    since = closed[closed.searchsorted(date, side="left") - 1]
    between = lambda first, last: closed.searchsorted(last, side="left") - closed.searchsorted(first, side="right") > 0
    return {
        f"is_holiday_{name}": date.isin(closed),
        f"before_holiday_{name}": between(date, next_working), f"after_holiday_{name}": between(last_working, date),
        f"days_to_holiday_{name}": (until - date).dt.days, f"days_since_holiday_{name}": (date - since).dt.days,
        f"is_half_day_{name}": date.isin(calendar.early_closes),
    }


def expiries():
    """The third Friday, or the Thursday before where New York has a holiday then."""
    closed = holidays("nyse", exchange_calendars.get_calendar("XNYS", start=FIRST, end=LAST))
    monthly = pd.date_range(FIRST, LAST, freq=WeekOfMonth(week=2, weekday=4))
    monthly = pd.DatetimeIndex([day - pd.Timedelta(days=1) if day in closed else day for day in monthly])
    quarterly = monthly[monthly.month % 3 == 0]
    return {"options_expiry": date.isin(monthly), "quad_witching": date.isin(quarterly), "days_to_quad_witching": (quarterly[quarterly.searchsorted(date)] - date).dt.days}


EXCHANGES = {id: values for name, code in {"nyse": "XNYS", "lse": "XLON", "jpx": "XTKS", "asx": "XASX"}.items() for id, values in around(name, code).items()}
# It does not know that Tokyo's first and last day of a year were half days until 2009.
del EXCHANGES["is_half_day_jpx"]
write(bars, ["pandas", "exchange_calendars"], {"pandas": PANDAS, "exchange_calendars": {**expiries(), **EXCHANGES}})
