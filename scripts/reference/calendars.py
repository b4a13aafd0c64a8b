"""Trading days and hours of four exchanges, as the Python package exchange_calendars has them.

    python -m venv venv && venv/bin/pip install exchange_calendars==4.13.2
    venv/bin/python scripts/reference/calendars.py

Writes lib/market/calendars/reference.json. For each exchange: the weekdays without a session, and stretches of sessions with
equal times, each as [first date, open, close, breaks], in minutes from midnight UTC of the session's date.
"""

import json
from pathlib import Path

import exchange_calendars
import pandas as pd

FIRST, LAST = "1998-01-01", "2030-12-31"
EXCHANGES = {"NYSE": "XNYS", "LSE": "XLON", "JPX": "XTKS", "ASX": "XASX"}


def minutes(moment, day):
    return int((moment.tz_convert(None) - day).total_seconds() // 60)


def exchange(code):
    calendar = exchange_calendars.get_calendar(code, start=FIRST, end=LAST)
    sessions = calendar.sessions
    weekdays = pd.bdate_range(FIRST, LAST)
    assert sessions.isin(weekdays).all(), f"{code} trades at a weekend"
    stretches = []
    for day, row in calendar.schedule.iterrows():
        lunch = [] if pd.isna(row["break_start"]) else [minutes(row["break_start"], day), minutes(row["break_end"], day)]
        times = [minutes(row["open"], day), minutes(row["close"], day), lunch]
        if not stretches or stretches[-1][1:] != times:
            stretches.append([str(day.date()), *times])
    return {"code": code, "closed": [str(day.date()) for day in weekdays.difference(sessions)], "times": stretches}


def main():
    reference = {
        "source": f"exchange_calendars {exchange_calendars.__version__}",
        "first": FIRST,
        "last": LAST,
        "exchanges": {name: exchange(code) for name, code in EXCHANGES.items()},
    }
    target = Path(__file__).parents[2] / "lib/market/calendars/reference.json"
    lines = json.dumps(reference, separators=(",", ":")).replace('"exchanges":{', '"exchanges":{\n').replace('},"', '},\n"')
    target.write_text(lines + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes")


main()
