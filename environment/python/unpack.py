"""Unpacks TensorFlow's C libraries and the headers of its C interface from a wheel: unpack.py WHEEL FOLDER"""
import sys
import zipfile

HEADERS = ("tensorflow/c/", "tensorflow/core/platform/", "tensorflow/tsl/", "xla/tsl/", "tsl/", "absl/", "Eigen/", "unsupported/Eigen/")
WANTED = tuple("tensorflow/include/" + folder for folder in HEADERS) + ("tensorflow/libtensorflow_", "tensorflow/THIRD_PARTY_NOTICES")

wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith(WANTED)])
