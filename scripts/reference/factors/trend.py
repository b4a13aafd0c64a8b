"""Reference values of the trend factors: TA-Lib where it has the function, otherwise formulas written here in plain numpy. How to run: common.py."""
import talib

from common import read_bars, write

bars, o, h, l, c, v = read_bars()
aroon_down, aroon_up = talib.AROON(h, l, 25)

TALIB = {
    **{f"{name.lower()}_{n}": getattr(talib, name)(c, n) for name in ("SMA", "EMA", "WMA") for n in (5, 20, 200)},
    **{f"adx_{n}": talib.ADX(h, l, c, n) for n in (14, 21)},
    **{f"plus_di_{n}": talib.PLUS_DI(h, l, c, n) for n in (14, 21)},
    **{f"minus_di_{n}": talib.MINUS_DI(h, l, c, n) for n in (14, 21)},
    "aroon_up_25": aroon_up, "aroon_down_25": aroon_down, "aroon_oscillator_25": talib.AROONOSC(h, l, 25),
}

write(bars, ["TA-Lib"], {"TA-Lib": TALIB})
