"""Prints what scikit-learn's scalers make of one column: the values in lib/scaling/scaling.test.ts.

Run with scikit-learn 1.9.1 in a venv of its own: python scripts/reference/scaling.py
"""
import numpy
import sklearn
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

column = numpy.array([[1.0], [2.0], [3.0], [4.0], [10.0]])
print("scikit-learn", sklearn.__version__)
for scaler in (MinMaxScaler(), StandardScaler(), RobustScaler()):
    print(type(scaler).__name__, scaler.fit_transform(column).ravel().tolist())
