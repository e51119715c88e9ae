"""Stepping Stone's importable package: what pages, notebooks and the command line all call.

HOME is the folder with app.py, pages/, data/ and notebooks/: the checkout, or analytics/home in an installed wheel.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
INSTALLED = (_PACKAGE / "home").is_dir()
HOME = _PACKAGE / "home" if INSTALLED else _PACKAGE.parent
DATA = HOME / "data"
