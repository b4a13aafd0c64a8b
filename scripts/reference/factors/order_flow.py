"""Reference values of the spreads that bars tell, from numpy. See family_reference.py."""
import numpy as np

from family_reference import read_bars, write

bars, o, h, l, c, v = read_bars()
high, low, close = np.log(bars["high"]), np.log(bars["low"]), np.log(bars["close"])
returns = close.diff()


def corwin_schultz(period):
    beta = (high - low) ** 2 + (high - low).shift(1) ** 2
    gamma = (np.maximum(high, high.shift(1)) - np.minimum(low, low.shift(1))) ** 2
    scale = 3 - 2 * np.sqrt(2)
    alpha = (np.sqrt(2 * beta) - np.sqrt(beta)) / scale - np.sqrt(gamma / scale)
    spread = (2 * (np.exp(alpha) - 1) / (1 + np.exp(alpha))).clip(lower=0)
    return spread.where(gamma.notna() & beta.notna()).rolling(period).mean()


def abdi_ranaldo(period):
    middle = (high + low) / 2
    product = (close.shift(1) - middle.shift(1)) * (close.shift(1) - middle)
    return 2 * np.sqrt(product.rolling(period).mean().clip(lower=0))


NUMPY = {
    "roll_spread_20": 2 * np.sqrt((-returns.rolling(20).cov(returns.shift(1))).clip(lower=0)),
    "corwin_schultz_20": corwin_schultz(20), "abdi_ranaldo_20": abdi_ranaldo(20),
}

write(bars, ["pandas"], {"numpy": NUMPY})
