"""Stands in for SciPy, which CatBoost imports only to know its sparse types. The project hands it NumPy arrays."""
