"""`2h`, `90 s`, `4GB`: how long a run may take and how much memory it may hold, as a person writes it."""

import re

SECONDS = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
BYTES = {"kb": 1000, "mb": 1000**2, "gb": 1000**3, "tb": 1000**4, "kib": 1024, "mib": 1024**2, "gib": 1024**3, "tib": 1024**4}
PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*")


def seconds_of(text):
    """2h, 1h30m, 90s; a bare number is seconds."""
    return _sum(text, SECONDS, "write a time such as 90s, 30min, 2h or 1h30m")


def bytes_of(text):
    """4GB, 512MB, 2GiB; a unit is needed, since 4 could be anything."""
    return round(_sum(text, BYTES, "write an amount of memory such as 512MB, 4GB or 2GiB"))


def _sum(text, units, meant):
    at, total = 0, 0.0
    while at < len(text):
        part = PART.match(text, at)
        factor = part and units.get(part[2].lower())
        if not factor:
            raise ValueError(meant)
        total, at = total + float(part[1]) * factor, part.end()
    if total <= 0:
        raise ValueError(meant)
    return total


def in_words(amount):
    """1.2 GB, 512 MB: three digits are enough to act on."""
    unit = next((unit for unit in ("TB", "GB", "MB") if amount >= BYTES[unit.lower()]), "KB")
    return f"{amount / BYTES[unit.lower()]:.3g} {unit}"
