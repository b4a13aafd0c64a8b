"""Reference values of the momentum factors: TA-Lib; pandas-ta-classic or a plain formula where TA-Lib has none."""
import talib

from common import read_bars, write

bars, o, h, l, c, v = read_bars()
SMA = talib.MA_Type.SMA


def columns(names, values):
    return dict(zip(names, values, strict=True))


TALIB = {
    **{f"rsi_{n}": talib.RSI(c, n) for n in (2, 7, 14, 21, 50, 200)},
    **{id: values for p in ((12, 26, 9), (5, 35, 5), (8, 17, 9)) for id, values in columns([f"macd_{name}_{'_'.join(map(str, p))}" for name in ("line", "signal", "hist")], talib.MACD(c, *p)).items()},
    **{id: values for n in (5, 14, 21) for id, values in columns([f"stoch_k_{n}_3_3", f"stoch_d_{n}_3_3"], talib.STOCH(h, l, c, n, 3, SMA, 3, SMA)).items()},
    **columns(["stochrsi_k_14_14_3", "stochrsi_d_14_14_3"], talib.STOCHRSI(c, 14, 14, 3, SMA)),
    **{f"roc_{n}": talib.ROC(c, n) for n in (1, 5, 10, 20)},
    **{f"momentum_{n}": talib.MOM(c, n) for n in (1, 5, 10, 20)},
    **{f"williams_r_{n}": talib.WILLR(h, l, c, n) for n in (14, 21)},
    **{f"cci_{n}": talib.CCI(h, l, c, n) for n in (14, 20)},
    "mfi_14": talib.MFI(h, l, c, v, 14),
}
write(bars, ["TA-Lib"], {"TA-Lib": TALIB})
