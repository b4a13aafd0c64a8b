"""Unpacks the shared libraries of XGBoost and LightGBM from their wheels, with their licences: unpack_trees.py FOLDER WHEEL..."""
import pathlib
import re
import sys
import zipfile

WANTED = re.compile(r"(xgboost|lightgbm)/lib/.*\.(so|dylib)$|xgboost(_cpu)?\.libs/|.*\.dist-info/.*licen[cs]e", re.IGNORECASE)

folder, *wheels = sys.argv[1:]
for wheel in wheels:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if WANTED.match(name)])

# XGBoost's wheel brings GNU OpenMP under a name of its own, LightGBM's expects the system's. Under the system's name it serves a system without one.
for library in pathlib.Path(folder).glob("xgboost*.libs/libgomp-*"):
    name, usual = library.name.encode(), b"libgomp.so.1"
    bytes_of = library.read_bytes().replace(name + b"\0", usual.ljust(len(name), b"\0") + b"\0")
    (pathlib.Path(folder) / "lightgbm/lib/libgomp.so.1").write_bytes(bytes_of)
