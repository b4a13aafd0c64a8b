"""Stands in for pandas, which CatBoost imports only to know its types. The project hands it NumPy arrays."""


class DataFrame:
    pass


class Series:
    pass
